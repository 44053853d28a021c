"""What runs when (`schedule`), and the process that runs it (`worker`): `bihuan worker`."""
