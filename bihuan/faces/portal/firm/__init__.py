"""What a firm does for itself after signing in: needs, cases, steward, visits, contacts, its record. Built on the very verbs of the rooms."""
