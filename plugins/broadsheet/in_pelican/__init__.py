"""In any Pelican site: what the plugins share that also work without Broadsheet's own pages.

Here articles are Pelican's, their HTML and their theme are somebody else's. A plugin brings a
`Desk`, which edits the HTML of articles once all of them are known; decisions and faults are those
that the plugin has in a paper. Knows no plugin.
"""
