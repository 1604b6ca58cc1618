"""What a policy was: released versions, frozen for ever."""
