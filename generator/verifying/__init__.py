"""Is a Word file that someone sends a released one, an edited one, or unknown: `policy verify`."""
