"""What a token needs here."""

READ, ACT, WRITE = "services:read", "services:act", "services:write"
