"""What the words in a tool's name tell about what it does. Nothing here is said by a model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """Split a name (`sendEmail`, `gmail_send-email`, `HTTPGet`) into lower-case words."""
    return tuple(word.lower() for word in _WORD.findall(name))


def vocabulary(text: str) -> frozenset[str]:
    """Make a set of words."""
    return frozenset(text.split())


READS: Final = vocabulary(
    "get list search read fetch query find describe show count check view lookup look retrieve load inspect browse "
    "scan compare calculate compute estimate summarize summarise translate explain analyze analyse validate verify "
    "preview peek ls cat head tail grep stat whoami ping status history calc calculator weather download crawl scrape "
    "navigate visit glob diff recall is has who what when where"
)
"""Verbs of tools that only look. Decisive only where no writing verb stands elsewhere in the name."""

WRITES: Final = vocabulary(
    "send pay delete remove create add insert update edit write set put patch execute exec eval install uninstall "
    "deploy publish submit approve reject cancel grant revoke invite ban kick enable disable terminate kill shutdown "
    "restart drop truncate purge wipe erase destroy overwrite upload donate withdraw deposit wire purchase buy sell "
    "subscribe unsubscribe register unregister merge push commit revert rename move copy save store append modify "
    "replace reset rotate sign unlock lock encrypt decrypt mkdir rm mv cp chmod chown click type press tweet notify "
    "forward reply dial archive unarchive mute unmute pin unpin unstar unmark untag mark assign unassign close reopen"
)
"""Verbs that change something wherever they stand in a name."""

NOUN_OR_WRITE: Final = vocabulary(
    "post order share email mail message book reserve schedule transfer payment call comment file record request "
    "run start stop change block report trade vote follow like log charge star label tag note draft bookmark flag "
    "snooze react shell bash terminal python sql command script code repl http api webhook use"
)
"""Words that change something unless a reading verb stands before them (`post_message`, but `get_post`)."""

ALSO_WRITES: Final = WRITES | vocabulary(
    "clear flush discard invalidate evict reboot reload relaunch prune vacuum rollback restore migrate upsert attach "
    "detach disconnect eject mount unmount wake suspend deactivate activate reactivate unblock unban unfollow unlike "
    "unset unshare unassign unlink unpublish undeploy unstage toggle apply provision deprovision decommission drain "
    "cordon evacuate abort dismiss decline accept redeem refund reimburse settle remit charge authorize authorise "
    "deauthorize impersonate escalate promote demote elevate downgrade upgrade bump increment decrement increase "
    "decrease raise lower adjust swap reorder shuffle transcode resize rewrite regenerate recreate recalculate "
    "renew reschedule rebook resend retry requeue enqueue dequeue broadcast announce dispatch ship deliver fulfil "
    "fulfill nominate appoint hire fire evict expel banish blacklist whitelist blocklist allowlist quarantine "
    "sanitize scrub shred nuke zap annihilate forget erase obliterate strip trim defragment compact "
    "checkout checkin rebase stash amend squash cherry unzip unpack extract compress zip encode brick flash "
    "arm disarm launch ignite fly steer park brake heat cool dim brighten turn pause resume stop skip seek play "
    "record capture print scanout dispense pour feed water inject withdraw pledge stake unstake mint burn bridge "
    "airdrop liquidate borrow lend repay bid outbid gift tip fund topup cashout enroll enrol expunge "
    "unenroll admit discharge prescribe administer reassign confirm complete finish finalize finalise conclude end "
    "resolve acknowledge ack snooze hide unhide expose populate seed generate initialize initialise init bootstrap "
    "setup configure reconfigure scale resize patch fix repair heal kickoff trigger fire emit signal spawn fork kill "
    "restock replenish refill signup signin signout login logout logon logoff opt exfiltrate leak relay route reroute "
    "redirect tamper"
)
"""More of them, apart: the learned detector knows its words by the sets above, and was trained so."""

ALSO_NOUN_OR_WRITE: Final = NOUN_OR_WRITE | vocabulary(
    "empty trash import export backup sync pull clone join leave link switch connect open request return rent lease "
    "hold freeze boost remind ask train tune crop filter sort split serve plug dock lift"
)
"""More words that change something unless a reading verb stands before them."""

NOUNS_TOO: Final = (ALSO_NOUN_OR_WRITE - vocabulary("use change run react like follow")) | vocabulary(
    "commit merge push copy type press register insert update reset mark close store edit lock move sign patch set "
    "upload deposit purchase trade tweet reply forward click pin buy sell pay archive assign subscribe play record "
    "fork signal seed scale route gift tip fund bid park drive water print stake bridge end stop login setup fire "
    "charge refund ship stash launch skip swap promote upgrade flash mint burn turn pause replace publish cancel "
    "submit deploy restore checkout complete"
)
"""Words that are things where a getter stands before them: `get_commit`, `list_update_sites`."""

GETS: Final = vocabulary(
    "get list search find read show view describe count fetch retrieve lookup query ls inspect browse summarize "
    "summarise calculate compute estimate translate analyze analyse explain preview compare validate verify is has"
)
"""Reading verbs that have an object."""

LOOKS_LIKE_THING: Final = vocabulary(
    "check view count estimate preview scan diff stat head tail cat calc calculator status history weather load "
    "recall compare is has who what when where look ping peek show"
)
"""Reading words that are verbs only in front: `status`, `order_status` and `weather_now`, but not `frob_status`."""

ENDS_AS_THING: Final = vocabulary("list read find")
"""Reading words that are no verb at the end of a name, unless what stands before them is a known thing."""

THINGS: Final = vocabulary(
    "mcp git web google gmail outlook slack github gitlab jira notion drive calendar contact inbox mailbox user "
    "account customer flight hotel weather stock market crypto price bank balance sensor device vector knowledge "
    "kb wiki memory code symbol image photo video music track product inventory cart shipment package delivery "
    "tracking system process disk network dns ip aws gcp azure docker pod database db row column schema index cache "
    "site news article paper arxiv pubmed wikipedia bing duckduckgo tavily brave youtube spotify reddit twitter "
    "linkedin hubspot salesforce stripe shopify zendesk asana trello linear confluence figma airtable snowflake "
    "bigquery postgres mysql mongo mongodb redis elasticsearch sentry datadog grafana prometheus event directory "
    "repo repository branch issue ticket task project conversation chat thread document doc sheet spreadsheet page "
    "build release review rate quote bill invoice claim alert test map group plan text host voice voicemail catalog "
    "employee patient student course room team member person city current my all latest daily full new "
    "job service server browser playwright filesystem fs sqlite supabase discord telegram whatsapp teams zoom"
)
"""Words that may stand before a verb and do nothing."""

MEANS_MORE: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    "check": vocabulary("in out off box checkbox mark"),
    "scan": vocabulary("in out"),
    "count": vocabulary("down"),
    "list": vocabulary("sale nft"),
    "load": vocabulary("into onto to money funds card wallet credit"),
    "ping": vocabulary("user users member members team channel person everyone owner"),
})  # fmt: skip
"""Reading verbs that change something with these words after them: `check_out_cart`, `load_money`."""

REMEMBERED: Final = vocabulary(
    "memory memories fact facts context conversation conversations note notes knowledge preference preferences "
    "history chat information info past previous entity entities"
)
"""What is remembered when it is recalled; anything else is called back."""

GOES_OUT: Final = vocabulary(
    "fetch http https browse browser download crawl scrape navigate visit curl wget ping web internet online url "
    "website webpage google bing duckduckgo tavily wikipedia arxiv api webhook request"
)
"""Words of tools that reach the outside even when they only look."""

SHARES: Final = GOES_OUT | vocabulary(
    "send post pay share upload email mail invite publish tweet message reply forward call dial notify transfer wire "
    "buy purchase sell trade order book reserve donate submit subscribe unsubscribe register deposit withdraw push "
    "deploy click payment charge react comment sms slack"
)
"""Words of tools that reach somebody when they change something."""

LOCAL: Final = vocabulary(
    "file files directory directories folder folders dir memory memories todo todos note notes draft"
)
"""Things that stay with the user when they are changed."""

ENDING: Final = vocabulary(
    "delete remove purge wipe erase clear reset empty flush drop destroy format truncate terminate deactivate disable "
    "cancel withdraw revoke uninstall unsubscribe kick ban discard shutdown rm del"
)
"""Verbs in the names of tools that put an end to something."""

JOINS: Final = vocabulary("and or then")
"""After these a second verb begins."""

REVERSIBLE: Final = vocabulary(
    "archive unarchive star unstar label tag untag pin unpin bookmark mark unmark snooze mute unmute draft flag"
)
"""What can simply be taken back."""

REVERSIBLE_THINGS: Final = vocabulary("draft label tag star flag bookmark reminder todo note")
"""What may be created or added and then removed without a trace."""

MAKES: Final = vocabulary("create add insert save new")
