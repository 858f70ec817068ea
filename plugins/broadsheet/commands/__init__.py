"""Commands: the tasks of the command line, and the code behind them."""
