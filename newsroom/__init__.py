"""What stands behind the tasks: the tools of writers and operators around a build."""
