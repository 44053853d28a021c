"""Pages that belong to no mechanism: posts, print size, pickers, offline, the style guide."""
