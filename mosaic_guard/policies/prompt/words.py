"""What a request asks to do, and how: actions, manners, and phrases that mislead. English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ACTIONS: Final[Mapping[str, str]] = {
    "use": "use, run, start, scan, probe, install",
    "turn": "turn, switch, shut, put, take, power",
    "undress": "undress, unclothe, strip, nudify, deepfake, face swap",
    "make": """assemble, cook up, invent, scan, bake, code up, show me how to, teach me how to, walk me through,
        write, create, make, build, generate, design, draft, develop, code, produce, compose, craft, set up, put
        together, program, cook, synthesize, synthesise, manufacture, print, fabricate, construct, script, brew,
        launch, organize, organise, orchestrate, rent out, run, start""",
    "spread": """deliver, drop off, broadcast, blast, upload, slip, forward, send, email, mail, post, publish,
        share, distribute, spread, deploy, release, message, circulate, install, plant, inject, tweet, push, text,
        leak, put""",
    "get": """get me, get hold of, get my hands on, trade on, buy, order, purchase, acquire, obtain, procure,
        sell, hire, arrange, supply, smuggle, recruit, resell, ship, find, order me, place an order for, get,
        deliver, charge""",
    "take": """back up, clone, mirror, take, steal, harvest, grab, scrape, extract, dump, exfiltrate, collect,
        copy, download, swipe, export, capture, intercept, skim, pull, siphon""",
    "steal": "steal, exfiltrate, siphon, swipe, embezzle, harvest, dump, skim, loot",
    "break_in": """guess, unlock, get inside, peek into, hack my way into, sneak into, log on to, hack, hack into,
        break into, get into, crack, log into, log in to, log in as, sign into, bypass, brute force, take over,
        hijack, compromise, breach, access, open her, open his""",
    "watch": """shadow, keep an eye on, keep tabs on, photograph, film secretly, eavesdrop on, check up on, snoop
        on, snoop through, track, follow, monitor, spy, spy on, locate, find, find out, record, stalk, trace,
        listen, listen to, figure out, look up, dig up, intercept, read, bug, tap""",
    "hurt": """strangle, drown, suffocate, run over, ambush, lynch, slaughter, push down, knock out, kill off,
        shoot up, set fire to, set on fire, blow up, derail, sabotage, contaminate, stalk and kill, kill, murder,
        poison, beat up, kidnap, assassinate, torture, rape, maim, abduct, hurt, injure, stab, shoot, burn down,
        traffic, attack, drug""",
    "coerce": """scare, insult, mock, persecute, pester, mob, ridicule, frighten, pressure, hound, slander,
        defame, terrorise, blackmail, extort, threaten, intimidate, harass, bully, humiliate, dox, doxx,
        terrorize, sextort, torment, cyberbully""",
    "trick": """fool, hoodwink, seduce, manipulate, mislead, hustle, lie to, prey on, squeeze, scam, defraud,
        deceive, swindle, catfish, dupe, groom, lure, rip off, fleece, cheat, trick""",
    "pose": """pretend i am, pretend that i am, claim to be, masquerade as, pose, act as if you were, in the name
        of, sound like, clone the voice of, imitate, mimic, as if it came from, looks like it comes from, appear
        to come from, spoof, impersonate, pretend to be, pose as, pretending to be, posing as""",
    "forge": """rig, cook, fudge, retouch, manipulate, make up, backdate, spoof, skew, forge, falsify,
        counterfeit, fake, fabricate, doctor, tamper with, photoshop, alter, change the dates, edit my""",
    "erase": """throw away, scrub, format, clear out, kill off, trash, take down, dispose of, wipe out, burn,
        reset, erase all, delete, wipe, erase, remove, purge, drop, truncate, destroy, clear, shred, empty, clean
        out, get rid of, nuke, discard""",
    "disable": """deactivate, uninstall, unplug, jam, mute, disable, turn off, switch off, stop, suppress,
        circumvent, evade, get around, pause, bypass, shut down, shut off, take down""",
    "evade": """dodge, smuggle, sneak past, slip past, stay below, launder, pretend, underreport, not declare,
        keep, without paying, route, bypass, evade, avoid, circumvent, hide, conceal, dodge, get around, split,
        cheat, get past""",
    "pay": """send over, shift, funnel, pay out, transfer, wire, send, pay, withdraw, move, deposit, remit,
        invest, donate, cash out, take out, buy""",
    "grant": """let, put, elevate, unlock, make it, grant, give, add, make, promote, assign, change, revoke,
        remove, invite, take away, strip, open, set, change""",
    "tell": "tell, inform, call, ask, persuade, convince, encourage, push, urge, talk, pressure",
    "share": """write to, pass on, disclose, send, share, forward, email, mail, upload, post, give, publish,
        submit, text, hand over, leak, message, deliver, pass""",
    "crime": "kick back, buy off, launder, bribe, smuggle, embezzle, shoplift",
    "spoil": """knock, cripple, bring down, disrupt, paralyze, paralyse, shut down, wreck, bankrupt, ruin, crash,
        destroy, sabotage, attack, take down, flood, overload, knock out, poison, ddos""",
    "tweet": "tweet that, tweet about, tweet this, tweet the",
    "reset": "reset, change, reset the",
    "publish": """announce, upload, push, reply on, comment on, publish, post, deploy, release, roll out, go live
        with, share, put the announcement, put, make""",
    "cancel": "cancel, close, terminate, fire, resign, quit, end, dissolve, lay off, shut down, format, unpublish",
    "sign": "countersign, sign",
    "accept": "agree, enter into, consent to, accept, agree to, submit",
    "guard_read": "look into, read, check, watch, monitor, go through, track",
}
"""What a request can ask for. Forms in -ing count too."""


MANNERS: Final[Mapping[str, str]] = {
    "evasive": """tell nobody, tell no one, don't tell anyone, do not tell anyone, don't tell anybody, do not tell
        anybody, keep it quiet, keep this quiet, keep it secret, keep this secret, nobody may know, nobody must know,
        no one may know, no one must know,
        without her noticing, without him noticing, without them noticing, in secret, without papers,
        without a licence, without a license, no background check, no background checks, without paying, on the
        quiet, on the sly, hidden from, must never know, should not know, shouldn't know, should never know, can't
        be found, cannot be found, without her permission, without his permission, without their permission,
        before the police, before anyone finds out, so that it looks like, looks like an accident, escape
        detection, no trail, no paper trail, no traces, no trace, while she sleeps, while he sleeps, when she is
        asleep, without anyone knowing, without anybody knowing, he must not, she must not, invisible to, without
        being seen, won't find, will not find, in a way nobody, without their knowing, unbeknownst, anonymous sim,
        burner phone, wear gloves, secretly, covertly, untraceable, undetected, undetectable, unnoticed, without
        her knowing, without him knowing, without them knowing, without his consent, without her consent, without
        their consent, without consent, without his knowledge, without her knowledge, without their knowledge,
        without telling her, without telling him, without leaving traces, without leaving a trace, without anyone
        noticing, without being noticed, without being caught, without getting caught, doesn't notice, don't
        notice, does not notice, nobody notices, no one notices, nobody can trace, no one can trace, can't be
        traced, cannot be traced, can't trace, don't find out, doesn't find out, does not find out, never finds
        out, find nothing, cover my tracks, cover our tracks, leave no trace, behind her back, behind his back,
        behind their back, off the books, avoid detection, get past security, so nobody knows, without a
        prescription, without prescription, under the radar, before anyone notices, must not know, before they
        notice, won't notice, so that nobody, after i am fired, when i am fired""",
    "unasked": """without waiting, without waiting for, without consulting, without double checking, don't wait
        for, do not wait for, don't tell my, do not tell my, don't tell him, don't tell her, don't tell them,
        don't bother asking, without further questions, without warning them, without notice, skip all checks,
        skip the checks, skip the tests, skip the safety, don't check back, no need to check, no need for
        approval, without a second look, ignore the limit, ignore the policy, ignore the rules, do not inform,
        without my okay, without my ok, no approval needed, keep quiet about, say nothing to, before they can
        object, bypass approval, bypass the approval, without asking, without asking me, without confirmation,
        without telling anyone, without telling, without approval, without review, without checking with me, skip
        the confirmation, skip confirmation, skip the review, skip the approval, skip approval, don't ask, do not
        ask, don't tell anyone, do not tell anyone, no need to confirm, don't confirm, you don't need to confirm,
        need not ask, no questions asked, no confirmation, without informing, don't inform, just between us, keep
        it secret, keep this secret, don't mention this, do not confirm, force push, without my approval, no need
        to ask, rm rf, without my confirmation, ignore warnings""",
    "negated": """not, never, don't, do not, without, cannot, can't, nobody, avoid, forbid, forbids, refuse,
        isn't, stop""",
    "defend": """warning signs, how our staff, train our, secure against, insurance against, is fraudulent, is
        fake, are fake, spot fake, expose, debunk, uncover, complain about, complaint about, complained, suspect
        that, convict, outlaw, banned, rules against, resilience, harden, backup against, verify whether, protect,
        prevent, detect, detects, defend, defends, guard against, recognise, recognize, recognising, spot, block,
        blocks, blocked, mitigate, poster against, measures against, campaign against, help against, identify,
        investigate, warn, warns, stop people, stopped, combat, avoid, forbids, prohibits, prevents, tell if, tell
        whether, check whether, uninstall, analyse, analyze, quarantine, scan for, awareness, deter, discourage,
        accused, charged, allegations, penalty, penalties, remediate, clean up, disinfect, resist, convicted, safe
        from, report, remove the malware, remove malware, filter, recover, secure our, fight against, secure
        my""",
    "third": """someone, somebody, hackers, hacker, scammers, scammer, attackers, attacker, criminals, thieves,
        burglars, fraudsters, terrorists, they, people who, anyone who, who, that, murderer, killer, suspect""",
    "topic": """feedback on, chapter, poster, slides, presentation, museum, photography, lyrics, opera, musical,
        comic, cartoon, exhibition, chess, podcast, biography, review of, crossword, riddle, puzzle, board game,
        legend, myth, about, on the topic, regarding, concerning, explaining, describing, history, causes,
        studies, statistics, difference, definition, novel, movies, novels, documentary, lecture, essay on, report
        on, article, articles, quiz, joke, jokes, poem, meaning, toy, toys, costume, mock, unit tests, test data,
        test database, data generator, data set, dataset, symptoms, case study, paper, word, law, laws, book,
        books, film, movie, recipe, term, game""",
    "ask": """what was, what were, what warning, what signs, is it safe, how can someone, which of, tell me why,
        what did, who wrote, what happened, did anyone, what is, what are, what's, what does, explain, why, is it
        legal, is it illegal, is it a crime, illegal, how do i know, how can i tell, how to tell, what happens,
        difference between, when did, when was, translate, meaning of, how does, how did, how many, how long,
        compare, summarise, summarize, what if, explains, where was, my neighbour is, is threatening, is stalking,
        stalks me, harasses me, where can i report, who killed, who wrote, rate the""",
    "victim": """i received, i got a, victim of, was hacked, been hacked, got hacked, suspicious, i fell for, on
        me, stole my, against me, me out of, was stolen, got stolen, threatens me, blackmails me, blackmailing
        me""",
    "lesson": """monologue, our school play, play for school, tabletop, dungeons, chapter of my, novel chapter,
        mystery dinner, escape room, larp, my thesis, with their written consent, with written consent, bug
        bounty, pentest contract, with authorization, with authorisation, awareness training, security training,
        phishing simulation, training exercise, red team, capture the flag, ctf, sandbox, honeypot, authorised
        penetration, authorized penetration, with written permission, classroom, for my novel, for a novel, in my
        novel, for my story, screenplay, short story, story, novel, fantasy, role play, roleplay, fiction,
        fictional, video game, for a movie, thriller, hypothetical, research paper, scene where, for a film, unit
        test, unit tests, course, school play, detective""",
    "gift": """surprise, party, gift, present, birthday, anniversary, proposal, christmas, wedding, cake, santa,
        advent calendar, engagement ring""",
}
"""How it is asked, and what makes it harmless."""

IDIOMS: Final = """explain how to, explain to me how to, tell me how to, bang bang, background job, poppy seeds,
    break even, break the ice, take a break, break down, break it down, charge my, charging
    station, pick me up, open source, open the door, trade off, trade offs, make sure, make
    sense, help me understand, help me choose, help me plan, change log, kill the process, kill
    process, kill time, kill two birds, kill the server, bath bomb, bath bombs, photo bomb, seed
    bombs, shoot me an email, shoot me a message, shoot an email, crack open, killing me, drug
    interactions, drug store, drugstore, drug war, glue gun, nerf gun, water gun, squirt gun,
    heat gun, toy gun, toy guns, gun laws, gun control, gun violence, rat poison, poison ivy,
    poison garden, killer app, killer feature, breaking bad, killing in the name, drinking game,
    flu shot, screen shot, hacker news, life hack, life hacks, growth hacking, hackathon, attack
    surface, heart attack, bombshell, sex bomb, google maps, ecstasy of, track my parcel, phone
    number of the, address of the, dark mode, lint rule, password manager, bank holiday,
    trailing whitespace, unused imports, doctor who, give me, give us, false positive, false
    positives, pay attention, fake data, fake names, faker, kill switch, sharing passwords, sharing is caring"""
"""Phrases that mean something else than their words."""
