"""The set-up page: the engine's state, and how to get one."""
