"""Working without a network: marked forms wait on the phone and are sent later, once. See `docs/faces.md`."""
