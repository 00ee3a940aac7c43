"""The words a request is made of, by the part they play: what is done, to what, and how. English."""

from __future__ import annotations

from typing import Final

ACTIONS: Final = {
    "make": """write, create, make, build, generate, design, draft, develop, code, produce, compose, craft, set up,
        put together, program, assemble, cook, synthesize, synthesise, manufacture, print, fabricate, construct,
        script, prepare, brew, mix, start, run, launch, organize, organise, orchestrate, rent out""",
    "spread": """send, email, mail, post, publish, share, distribute, spread, deploy, release, upload, message,
        circulate, install, plant, inject, tweet, push, text, leak, put, hide""",
    "get": """buy, order, purchase, acquire, get, obtain, find, source, procure, sell, hire, arrange, import,
        supply, smuggle, need, recruit, resell, trade, ship, use, test, place""",
    "take": """steal, harvest, grab, scrape, extract, dump, exfiltrate, collect, copy, download, swipe, export,
        capture, intercept, skim, pull, siphon""",
    "steal": "steal, exfiltrate, siphon, swipe, embezzle, harvest, dump, skim, loot",
    "break_in": """hack, hack into, break into, get into, crack, log into, log in to, log in as, sign into, bypass,
        brute force, take over, hijack, compromise, breach, sneak into""",
    "watch": """track, follow, monitor, spy, spy on, locate, find, find out, record, stalk, trace, listen, listen
        to, figure out, look up, dig up, intercept, read, bug, tap, put""",
    "hurt": """kill, murder, poison, beat up, kidnap, assassinate, strangle, torture, rape, maim, abduct, drug,
        hurt, injure, stab, shoot, burn down, blow up, attack, traffic""",
    "coerce": """blackmail, extort, threaten, intimidate, harass, bully, humiliate, dox, doxx, terrorize, sextort,
        torment, cyberbully""",
    "trick": "scam, defraud, con, deceive, swindle, catfish, phish, dupe, groom, lure, rip off, fleece, cheat, trick",
    "pose": "impersonate, pretend to be, pose as, pretending to be, posing as",
    "forge": """forge, falsify, counterfeit, fake, fabricate, doctor, backdate, tamper with, rig, manipulate, clone,
        photoshop""",
    "erase": """delete, wipe, erase, remove, purge, drop, truncate, destroy, clear, shred, empty, clean out, get rid
        of, nuke, discard""",
    "disable": """disable, turn off, switch off, deactivate, stop, suppress, circumvent, evade, get around, pause,
        bypass, remove, shut down, shut off, take down""",
    "evade": "bypass, evade, avoid, circumvent, hide, conceal, dodge, get around, split, cheat, get past",
    "pay": "transfer, wire, send, pay, withdraw, move, deposit, remit, invest, donate, cash out, take out, buy",
    "grant": """grant, give, add, make, promote, assign, elevate, change, revoke, set, remove, open, invite, take
        away, strip""",
    "tell": "tell, inform, call, ask, persuade, convince, encourage, push, urge, talk, pressure",
    "share": "send, share, forward, email, mail, upload, post, give, publish, submit, text, hand over, leak, message",
    "crime": "launder, bribe, smuggle, embezzle, shoplift",
    "spoil": "ruin, crash, destroy, sabotage, attack, take down, flood, overload, knock out, poison, ddos",
    "tweet": "tweet that, tweet about, tweet this, tweet the",
    "reset": "reset, change, reset the",
    "publish": "publish, post, deploy, release, roll out, go live with, push",
    "cancel": "cancel, close, terminate, fire, resign, quit, end, dissolve, lay off, shut down, format, unpublish",
    "sign": "sign, accept, agree to, submit, file, approve",
    "guard_read": "look into, read, check, watch, monitor, go through, track",
}
"""What a request can ask for. Forms in -ing count too."""

THINGS: Final = {
    "phishing": """phishing, phishing email, phishing mail, phishing page, phishing site, phishing kit, spear
        phishing, smishing, vishing, fake login page, fake login, spoofed email, credential harvester, lookalike
        login, fake bank site, fake banking page""",
    "malware": """ransomware, malware, keylogger, key logger, spyware, rootkit, botnet, backdoor, infostealer,
        stalkerware, computer virus, trojan horse, remote access trojan, logic bomb, cryptominer, cryptojacker,
        exploit kit, wiper, computer worm, bot network""",
    "drug": """cocaine, heroin, meth, crystal meth, methamphetamine, fentanyl, mdma, ecstasy, lsd, amphetamine,
        amphetamines, ghb, crack cocaine, illegal drugs, hard drugs, illicit drugs, opium""",
    "medicine": """oxycodone, xanax, adderall, oxycontin, vicodin, ritalin, tramadol, morphine, opioids, sleeping
        pills, painkillers, steroids, codeine, valium, prescription drugs""",
    "weapon": """bomb, pipe bomb, explosive, explosives, explosive device, grenade, nerve agent, nerve gas, sarin,
        ricin, anthrax, molotov cocktail, molotov, ghost gun, chemical weapon, bioweapon, biological weapon, dirty
        bomb, ied, mustard gas, vx gas, untraceable gun, untraceable firearm, silencer, bomb threat""",
    "gun": """gun, rifle, hunting rifle, pistol, handgun, firearm, ammunition, ammo, shotgun, weapon, revolver,
        crossbow""",
    "document": """passport, id, id card, ids, driver license, driver's license, driving licence, diploma, degree,
        visa, certificate, birth certificate, vaccine certificate, vaccination card, doctor's note, doctors note,
        medical certificate, prescription, payslip, pay stub, bank statement, bank statements, invoice, receipt,
        contract, reference letter, transcript, banknote, money, bills, cash, signature, records, lab results, will,
        ticket, concert tickets, documents, results, books, evidence, alibi, tax return, expense report, coins""",
    "fake": "fake, forged, counterfeit, false, bogus, phony, falsified, fictitious, sham, fraudulent",
    "fake_talk": """reviews, review, news, news story, news stories, articles, rumor, rumour, ratings, testimonials,
        accounts, profiles, quotes, donations, charity, likes, followers, screenshots""",
    "lie": """disinformation, misinformation, fake news, propaganda, smear campaign, disinformation campaign,
        conspiracy theories, hoax, false claims, rumor that, rumour that, deepfake, deepfakes""",
    "sexual": """porn, porn video, nudes, nude, sexual images, sex tape, pornography, nude pictures, nude photos,
        sexting, naked pictures, undressed, pornographic""",
    "child": """minor, minors, child, children, kid, kids, underage, year old girl, year old boy, schoolgirl, teen
        girl, toddler, little girl, little boy, preteen""",
    "person": """ex, ex girlfriend, ex boyfriend, ex wife, ex husband, girlfriend, boyfriend, wife, husband, boss,
        manager, coworker, co worker, colleague, neighbor, neighbour, roommate, classmate, teacher, partner, friend,
        him, her, them, someone, somebody, victim, victims, people, widows, seniors, pensioners, grandmother,
        grandma, grandfather, landlord, actress, actor, celebrity, politician, journalist, journalists, streamer,
        moderator, mayor, witness, witnesses, employee, employees, customer, customers, client, clients, user,
        users, judge, president, senator, activist, women, woman, man, men, girl, boy, singles, mother, father, son,
        daughter, sister, brother, banker, competitor, rival, investors, voters, immigrants, family, tourist,
        tourists, others, mother in law, old people, elderly, inspector, official, officer, cop, guard, nurse,
        student, students, dog, cat""",
    "intimate": """ex, ex girlfriend, ex boyfriend, ex wife, ex husband, girlfriend, boyfriend, wife, husband, boss,
        manager, coworker, co worker, colleague, neighbor, neighbour, roommate, classmate, teacher, her, his,
        someone's, somebody's, landlord, actress, actor, celebrity, streamer, journalist, journalists, moderator,
        sister, brother, son's, daughter's, competitor, rival, others, another user, other users, users, employees,
        friend's, partner, customer, victim, victims, crush, mother in law""",
    "whereabouts": """home address, daily schedule, daily routine, movements, location, where she lives, where he
        lives, whereabouts, private address, phone, car, lives now, new address, lives, workplace, gps tracker,
        license plate, calls, in the shower, undressing, every move""",
    "account": """account, mailbox, inbox, email, emails, mail, e mail, password, passwords, phone, laptop, wifi, wi
        fi, bank account, instagram, facebook, whatsapp, icloud, gmail, computer, messages, traffic, router, camera,
        webcam, profile, accounts, snapchat, tiktok, system, server, network, door, safe, building, house, car""",
    "loot": """customer database, customer data, user database, password hashes, user passwords, stolen data, source
        code, trade secrets, patient records, hr records, credit card numbers, card numbers, card data, social
        security numbers, credentials, personal data, client data, confidential documents, email addresses, customer
        table, payroll data, company secrets, identities, savings, user data, employer""",
    "outside": """private server, my server, file host, forum, pastebin, dark web, darknet, competitor, usb stick,
        my drive, telegram channel, my own server, highest bidder, sell them, sell it, black market, on the side""",
    "stolen": """stolen credit card, stolen card, stolen cards, stolen credit cards, stolen social security number,
        stolen passwords, stolen accounts, stolen identity, stolen identities, stolen data, stolen phone, card
        skimmer, stolen card numbers, stolen credit card numbers, stolen credentials, cloned cards, fullz, stolen
        goods, stolen ssn, leaked passwords, stolen bank details, stolen laptops""",
    "killer": "hitman, hit man, contract killer, assassin, somebody to beat up, thug, thugs",
    "contraband": """exotic animals, ivory, kidney, organ, organs, human organs, migrants, endangered animals,
        slaves, black market, weapons across, rhino horn""",
    "attack": """ddos, ddos attack, denial of service attack, cyber attack, cyberattack, zero day exploits, zero
        days, zero day, exploit, exploits, brute force attack, sql injection attack, watering hole attack, supply
        chain attack, credential stuffing attack, mail bomb, sim swap""",
    "infrastructure": """power grid, water supply, voting machine, voting machines, election, ballots, hospital,
        airport, train signals, traffic lights, shop, website, site, server, servers, stock, stock price, exchange,
        restaurant, business, reputation, career, database, mosque, church, synagogue, school, nuclear plant,
        pipeline, reservoir""",
    "hate": """hateful messages, hate speech, hate messages, death threats, threats, threatening letters,
        threatening messages, insults, abusive messages, racist, slurs, violence against, threatening emails,
        hateful comments, antisemitic""",
    "fraud": """scam, ponzi scheme, pyramid scheme, romance scam, investment scam, phone scam, advance fee scam, tax
        fraud, insurance fraud, credit card fraud, pump and dump, charity scam, scam script, crypto scam, fraud
        scheme, identity theft, fake charity, scam calls, rug pull""",
    "insider": """inside information, insider information, insider knowledge, insider tip, before it is announced,
        before the announcement, before the merger, before the news is public, merger is announced, not public yet,
        before the earnings, earnings before, non public information, nonpublic information""",
    "shares": "shares, stock, stocks, options, puts, calls, securities, bonds, coin, coins, crypto, short, position",
    "dirty": """money, cash, proceeds, funds, income, profits, earnings, payments, drug money, shell companies,
        offshore accounts""",
    "authority": """tax office, tax authorities, taxes, tax, irs, customs, police, investigators, kyc, aml checks,
        bank does not report, reporting limit, reporting threshold, anti money laundering, money laundering checks,
        auditors, regulator, drug test, background check, sanctions, court""",
    "cover": """audit log, audit logs, logging, server logs, access logs, surveillance footage, camera footage,
        cctv, logs, evidence, alarm, alarm system, security cameras, cameras, monitoring, paper trail, records of
        the, log files""",
    "payment": "payment, transfer, savings, bank account, credit line, loan, payments, card, refund, insurance money",
    "wire": "wire, transfer, pay, wiring, gift cards, send money, their savings, savings, password, passwords, money",
    "self_harm": """kill himself, kill herself, kill themselves, suicide, suicide note, starve herself, starve
        himself, self harm, cut herself, hurt herself, hurt himself, hang himself, overdose, starve themselves""",
    "extremism": """militia, extremist, terror attack, terrorist attack, terrorist cell, isis, jihad, mass shooting,
        ethnic cleansing, genocide, race war, lone wolf attack, massacre, nazi, school shooting""",
    "vote_lie": """polling date, voting date, polling place, polling station, vote twice, miss the election,
        election was moved, wrong date""",
    "bulk": "all, every, entire, whole, everything, each, any, complete, everyone's, thousands",
    "belongings": """files, file, emails, email, records, database, table, backups, backup, messages, contacts,
        photos, documents, accounts, branches, users, customers, data, tickets, logs, folder, history, mailbox,
        archive, repository, repo, bucket, production, disk, drive, server, tables, orders, entries, everything,
        events, invoices, projects, posts, pictures, calendar, containers, volumes, snapshots, cluster, rows, index,
        inbox""",
    "vital": """database, production database, customers table, users table, backups, backup, production, server,
        disk, drive, hard drive, external disk, production server, cluster, partition, repository, user account,
        bank account, customer account, my account, git history""",
    "access": """access, admin, admin access, admin rights, administrator, administrators, root, sudo, owner,
        permission, permissions, role, roles, privileges, write access, write permission, rights, collaborator,
        public, full access, maintainer, editor, world readable, administrators group, anyone can edit,
        superuser""",
    "confidential": """employee list, customer list, client list, salaries, payroll, patient records, medical
        records, passport, passport scan, social security number, ssn, credentials, private key, api credentials,
        api key, api keys, password, passwords, contracts, contract, bank details, tax return, personal data,
        customer data, medical history, home address, location, id card, health data, birth certificate, financials,
        source code, personnel file, test results, private photos, secret, secrets, access token""",
    "tool": """nmap, metasploit, sqlmap, hydra, mimikatz, hashcat, wireshark, aircrack, john the ripper, burp suite,
        burp, port scan, vulnerability scan, brute force, brute force test, penetration test, pentest, packet
        sniffer, exploit, exploits, nikto, cobalt strike, responder, bloodhound, password cracker, network scan,
        fuzzer""",
    "locked": "zip file, zip, pdf password, password of the, encrypted, encrypted file, hash, hashes, archive",
    "public_place": """twitter, linkedin, facebook, instagram, reddit, company blog, blog, website, homepage, press
        release, news feed, public channel, youtube, medium, hacker news, statement, app store, publicly, to the
        public, x account, mastodon, tiktok""",
    "live": "production, prod, main, master, live, live system, live site",
    "safety": """firewall, antivirus, two factor authentication, two factor, 2fa, mfa, backups, backup, encryption,
        alerts, monitoring, logging, audit log, tls, ssl verification, certificate checks, virus scanner, security
        updates, rate limit, branch protection, authentication, smoke detector, alarm, selinux, content filter,
        access control, safety checks, guardrails, guard""",
    "binding": """subscriptions, orders, bank account, account, contract, assistant, employee, staff, team, lease,
        insurance, external disk, disk, disk drive, hard drive, production server, job, membership""",
    "signature": """contract, agreement, terms, application, petition, lease, tax return, nda, deed, form, on my
        behalf""",
    "all_people": """everyone in the company, all customers, all employees, all users, everybody in, entire company,
        all staff, all clients, whole company, mailing list, all contacts, all my contacts, every customer, all
        members, whole group, everyone in my, all subscribers""",
    "kin": """daughter's, son's, daughter, son, wife's, husband's, kid's, child's, employee's, partner's, employees,
        girlfriend's, boyfriend's, spouse's""",
    "private": """chat messages, messages, chats, browser history, texts, diary, emails, phone, whatsapp, location,
        mailbox, search history, private messages, calls""",
    "savings": """all my savings, all my money, entire balance, whole balance, everything in my account, my life
        savings, all of my savings, entire account, all the money, all my shares, my entire portfolio, all my
        bitcoin, all my stocks""",
    "finance": "loan, mortgage, credit line, margin, leverage, bitcoin, crypto, payroll account, bank details, iban",
}
"""What it can be about. Plurals count too."""

MANNERS: Final = {
    "evasive": """secretly, covertly, untraceable, undetected, undetectable, unnoticed, without her knowing, without
        him knowing, without them knowing, without his consent, without her consent, without their consent, without
        consent, without his knowledge, without her knowledge, without their knowledge, without telling her, without
        telling him, without leaving traces, without leaving a trace, without anyone noticing, without being
        noticed, without being caught, without getting caught, doesn't notice, don't notice, does not notice, nobody
        notices, no one notices, nobody can trace, no one can trace, can't be traced, cannot be traced, can't trace,
        don't find out, doesn't find out, does not find out, never finds out, find nothing, cover my tracks, cover
        our tracks, leave no trace, behind her back, behind his back, behind their back, off the books, avoid
        detection, get past security, so nobody knows, without a prescription, without prescription, under the
        radar, doesn't know, before anyone notices, must not know, before they notice, won't notice, so that nobody,
        without permission, after i am fired, when i am fired""",
    "unasked": """without asking, without asking me, without confirmation, without telling anyone, without telling,
        without approval, without review, without checking with me, skip the confirmation, skip confirmation, skip
        the review, skip the approval, skip approval, don't ask, do not ask, don't tell anyone, do not tell anyone,
        no need to confirm, don't confirm, you don't need to confirm, need not ask, no questions asked, no
        confirmation, without informing, don't inform, just between us, keep it secret, keep this secret, don't
        mention this, do not confirm, force push, without my approval, no need to ask, rm rf, without my
        confirmation, ignore warnings""",
    "negated": """not, never, don't, do not, no, without, cannot, can't, stop, nobody, avoid, forbid, forbids,
        refuse, isn't""",
    "defend": """protect, prevent, detect, detects, defend, defends, guard against, recognise, recognize,
        recognising, spot, block, blocks, blocked, report, mitigate, poster against, measures against, campaign
        against, help against, identify, investigate, flag, filter, warn, warns, recover, secure, stop people,
        stopped, fight, combat, avoid, forbids, prohibits, prevents, tell if, tell whether, check whether, check if,
        is this, remove, uninstall, analyse, analyze, quarantine, scan for, awareness, alert, reduce, anti, aware,
        counter, deter, discourage, accused, charged, allegations, penalty, penalties, remediate, clean up, rid,
        disinfect, resist, alternatives, convicted, safe from""",
    "third": """someone, somebody, hackers, hacker, scammers, scammer, attackers, attacker, criminals, thieves,
        burglars, fraudsters, terrorists, they, people who, anyone who, who, which, that, murderer, killer,
        suspect""",
    "topic": """about, on the topic, regarding, concerning, explaining, describing, history, causes, studies,
        statistics, laws, law, difference, definition, novel, movie, movies, film, films, song, book, books, novels,
        documentary, course, lecture, essay on, report on, article, articles, quiz, joke, jokes, poem, game, word,
        term, meaning, recipe, toy, toys, costume, mock, unit tests, test data, test database, data generator, data
        set, dataset, symptoms, case study, paper""",
    "ask": """what is, what are, what's, what does, explain, why, is it legal, is it illegal, is it a crime,
        illegal, how do i know, how can i tell, how to tell, what happens, difference between, who, when did, when
        was, which, translate, meaning of, how does, how did, how many, how long, compare, recommend, summarise,
        summarize, what if, explains, where was, my neighbour is, is threatening, is stalking, stalks me, harasses
        me, rate, where can i report""",
    "victim": """i received, i got a, victim of, was hacked, been hacked, got hacked, suspicious, i fell for, on me,
        stole my, against me, me out of, was stolen, got stolen, threatens me, blackmails me, blackmailing me""",
    "lesson": """awareness training, security training, phishing simulation, training exercise, red team, capture
        the flag, ctf, sandbox, honeypot, authorised penetration, authorized penetration, with written permission,
        classroom, for my novel, for a novel, in my novel, for my story, screenplay, short story, story, novel,
        fantasy, role play, roleplay, fiction, fictional, video game, for a movie, thriller, hypothetical, research
        paper, scene where, for a film, unit test, unit tests, course, school play, detective""",
    "gift": """surprise, party, gift, present, birthday, anniversary, proposal, christmas, wedding, cake, santa,
        advent calendar, engagement ring""",
}
"""How it is asked, and what makes it harmless."""

IDIOMS: Final = """kill the process, kill process, kill time, kill two birds, kill the server, bath bomb, bath
        bombs, photo bomb,
    seed bombs, shoot me an email, shoot me a message, shoot an email, crack open, killing me, drug interactions,
    drug store, drugstore, drug war, glue gun, nerf gun, water gun, squirt gun, heat gun, toy gun, toy guns, gun
    laws, gun control, gun violence, rat poison, poison ivy, poison garden, killer app, killer feature, breaking
    bad, killing in the name, drinking game, flu shot, screen shot, hacker news, life hack, life hacks, growth
    hacking, hackathon, attack surface, heart attack, bombshell, sex bomb, google maps, ecstasy of, track my
    parcel, phone number of the, address of the, dark mode, lint rule, password manager, bank holiday, trailing
    whitespace, unused imports, doctor who, give me, give us, false positive, false positives, fake data, fake
    names, faker, kill switch, sharing passwords, sharing is caring"""
"""Phrases that mean something else than their words."""
