"""`write_note` keeps a text beside the journal; `erase_notes` forgets it while the chain stays whole."""
