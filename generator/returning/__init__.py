"""A Word file of this project that comes back edited, as changes of the YAML: `policy import --into`."""
