"""Files that somebody gave us: recognised by content, cleaned, stored under an unguessable key, served only through a gate.

`actions.receive_file(upload=…, by=…, at=…)` stores; `actions.attach(attachments=…, subject=…)` gives them to a noun, which has
registered its gate (`gates.register_gate`); `gates.open_for(actor, key)` is the only way to the bytes. What is never attached is
removed after a day, what retention forgets loses its bytes and keeps its row.
"""
