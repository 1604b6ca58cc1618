"""What `policy build` leaves behind: Word files, the site, policy.json and manifest.json, whole or not at all."""
