"""Networks that turn a tile into features, and features into a code."""
