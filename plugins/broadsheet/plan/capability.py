"""Capabilities: the base class by which a plugin adds something to the edition.

A plugin's package names its subclass of `Capability` as `CAPABILITY`; the edition looks for that
name in every plugin of the setting PLUGINS.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, get_args

from typing_extensions import TypeVar, get_original_bases

from broadsheet.incremental.queries import Query
from broadsheet.plan.announcing import Announcer
from broadsheet.plan.indexes import Index
from broadsheet.plan.texts import CheckContext, Text
from broadsheet.reporting.faults import Fault
from broadsheet.site.addresses import Feeds
from broadsheet.site.options import CapabilitySettings, read_options
from broadsheet.site.outputs import Inputs, Output, Page
from broadsheet.site.settings import Settings, Site
from broadsheet.story.model import Story
from broadsheet.story.reading_settings import BodyPass
from broadsheet.story.slots import Slot
from broadsheet.views.contributions import Contributor

if TYPE_CHECKING:
    from broadsheet.content.edition import Edition
    from broadsheet.story.front import StoryKeys
    from broadsheet.views.composer import Composer
    from broadsheet.views.media import Medium

Planner = Callable[["Composer", str], Iterable[Output]]
"""Yields the files about a subject, by its key: a function of a module or the capability's method.

It must read content through the composer only, so that its plan is reused until an answer changes.
"""


# With a default (https://peps.python.org/pep-0696/), since most code does not use the settings.
SettingsOf = TypeVar(
    "SettingsOf", bound=CapabilitySettings, default=CapabilitySettings, covariant=True
)


class Capability(Generic[SettingsOf]):
    """One thing the site can do. Each method has a default that adds nothing.

    A subclass of `Capability[ItsSettings]` has options, one of `Capability` none.

    passes: what it does to a body's tree when a file is read; pure functions of a module, best
    given by their names, so that a build that reads nothing need not import them.
    slots: the kinds of slots that it fills, and the type of the data in each: a dataclass of
    plain data, so that bodies can be kept.
    footer_links, masthead_link: words and path of the pages that every page links to; the words are
    marked by `N_` and translated when they are shown.
    feeds: where it prints feeds, so that pages may link to them; None where it prints none.
    page_slugs: the static pages that it prints itself, with something added.
    story_keys: the model of the front-matter keys that it declares for stories; what a story says
    is read with `front.keys_of(ITS_MODEL, story.own)`, by a pass with `draft.own`.
    media: the media beside pages for which it prints bodies, such as "feed"; each kind of slots
    has a template for each of them, `slots/MEDIUM/KIND.html`.
    added_inputs: the names of the inputs that `story_inputs` and `page_inputs` give to pages.
    links: pairs of a setting's name and an address that pages link to because of it. An address of
    this site at which nothing is planned is a fault.
    """

    settings_model: ClassVar[type[CapabilitySettings]] = CapabilitySettings
    passes: ClassVar[tuple[BodyPass | str, ...]] = ()
    slots: Mapping[str, type] = MappingProxyType({})
    story_keys: ClassVar[type[StoryKeys] | None] = None
    media: ClassVar[tuple[str, ...]] = ()
    added_inputs: tuple[str, ...] = ()
    footer_links: tuple[tuple[str, str], ...] = ()
    masthead_link: tuple[str, str] | None = None
    feeds: Feeds | None = None
    page_slugs: frozenset[str] = frozenset()
    links: tuple[tuple[str, str], ...] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Find the model of the settings in `Capability[ItsSettings]`."""
        super().__init_subclass__(**kwargs)
        for base in get_original_bases(cls):
            for model in get_args(base):
                if isinstance(model, type) and issubclass(model, CapabilitySettings):
                    cls.settings_model = model

    def __init__(self, settings: Settings) -> None:
        """Read the capability's own settings; what is wrong with them goes to `faults`.

        With any fault but advice, `settings` has all defaults, so that the capability works until
        the build stops.

        settings: those that pages may be made by (`site.seen`), without folders and the clock.
        """
        found, self.faults = read_options(self.settings_model, settings)
        self._settings: Any = found  # of the model that belongs to SettingsOf

    @property
    def settings(self) -> SettingsOf:
        """The capability's own settings, typed and checked."""
        found: SettingsOf = self._settings
        return found

    @property
    def name(self) -> str:
        """The name by which messages call it: that of its class, with its module."""
        return f"{type(self).__module__}.{type(self).__qualname__}"

    @property
    def folder(self) -> Path | None:
        """The folder of the capability's package; None for a single module.

        Its `templates`, `static` and `locale` belong to the capability.
        """
        module = sys.modules[type(self).__module__]
        home = getattr(module, "__file__", None)
        return Path(home).parent if home and module.__package__ else None

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Report what is wrong between the settings and the content as a whole."""
        return ()

    def shown_links(self, edition: Edition) -> Iterable[tuple[str, int, str]]:
        """Return the links that pages show because of files of the capability's own.

        Each as the content path and the line where it stands, and its address. An address of this
        site at which nothing is planned is a fault. Only those that are shown at the moment of the
        edition.
        """
        return ()

    def check_file(self, context: CheckContext) -> Iterable[Fault]:
        """Report what is wrong with one content file.

        Drafts and stories of the future are checked too. Must depend on the context and the
        capability's settings only.
        """
        return ()

    def uses(self, composer: Composer, text: Text) -> Iterable[str]:
        """Return the content paths of the files that a text shows, such as its pictures.

        Called for hidden texts too; a file that only hidden texts use is held back. This method
        does not publish a file: a planner does, see `planners_of_texts`. Must depend on the
        arguments and the capability's settings only.
        """
        return ()

    def is_record(self, path: str) -> bool:
        """Say whether a content path is that of an internal record, such as a sidecar.

        Such a file is never published, in any folder. Must depend on the path only.
        """
        return False

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        """Return the queries of the capability's pages, besides the edition's, by name."""
        return {}

    def fill(
        self, slot: Slot, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Any:
        """Return what stands in a slot of the file `path`, or None to leave it out.

        Must depend on its arguments and the capability's settings only.
        """
        return None

    def story_inputs(self, story: Story, composer: Composer) -> Mapping[str, Any]:
        """Return what the capability adds to the inputs of a story's page, by their names."""
        return {}

    def page_inputs(self, page: Page, inputs: Inputs, composer: Composer) -> Mapping[str, Any]:
        """Return what the capability adds to the inputs of any page, by their names.

        inputs: those that the page has without additions, `site` left out. Must depend on its
        arguments and the capability's settings only.
        """
        return {}

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return the contributors of the capability, by the types of the subject and the answer.

        A subject is a story (`Story`), a picture (`PictureFile`) or the paper (`Site`). The types
        of answers live in `views/records.py`, so that neither side knows the other. Only one
        capability of a paper may answer for a pair. A contributor must depend on its arguments
        and the capability's settings only.
        """
        return {}

    def account(self, story: Story, composer: Composer) -> Iterable[str]:
        """Return lines on what is done with a story and why, for the verbose log."""
        return ()

    def families(self, edition: Edition) -> Mapping[str, Iterable[str]]:
        """Return the families of subjects that the capability declares, each with its keys.

        An example is "series", with the slug of each. Only one capability may declare a family, but
        all may plan its subjects. `planning.families_of` has those of every paper.
        """
        return {}

    def planners(self) -> Mapping[str, Planner]:
        """Return the planners of files that the capability adds to the site, by kinds of subjects.

        A planner of a family, such as "story", is called for each of its keys. Any other name is a
        subject by itself, with the key "". If several capabilities give one name, each is called.
        """
        return {}

    def announcers(self, site: Site, feeds: Feeds) -> Iterable[Announcer]:
        """Return who is told what has changed, once readers see it; feeds: where they are."""
        return ()

    def indexes(self) -> Mapping[str, Index]:
        """Return the indexes of the capability, such as sitemaps, by names of its own.

        They are planned after everything else; see `indexes.py`.
        """
        return {}
