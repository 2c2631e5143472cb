"""Similar tiles in the dock: what is searched for, ranked pictures of what was found, and what the user thinks of them."""
