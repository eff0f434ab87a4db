"""What writes to the tables of sources: receiving files and taking them through the pipeline."""
