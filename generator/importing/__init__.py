"""Word files of any origin to YAML: what an existing procedure says becomes a document of the policy, with proposals."""
