"""In any Pelican site: what the plugins share that also work without Broadsheet's own pages.

Articles are Pelican's here, and the HTML and the theme are not ours. A plugin brings a `Desk`,
which edits the HTML of articles after all have been read, by the same decisions and with the same
faults as in a paper. This package imports no plugin.
"""
