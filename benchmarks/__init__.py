"""Speed and memory beside other tools, and what parts of the extraction contribute."""
