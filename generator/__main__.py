"""`python -m generator` is `policy`."""

import sys

from generator.cli import main

sys.exit(main())
