from bihuan.testing.desk import *  # noqa: F403  the room's own nouns, ready for a verb
