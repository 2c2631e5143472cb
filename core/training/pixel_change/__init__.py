"""Training of networks that tell change pixel by pixel, and the data of it."""
