"""What a request can be about: the things that make it harmful or risky. English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

THINGS: Final[Mapping[str, str]] = {
    "off": "off, down, offline, out of service",
    "name": "name, identity, his name, her name, behalf of my late, deceased, id number",
    "knockout": """passes out, pass out, into her drink, in her drink, into his drink, in his drink, knock her
        out, knock him out, roofie, roofies, spike, spike a drink, spiked drink, date rape, unconscious, sedate
        her, sedate him, her coffee, his coffee, his tea, her tea""",
    "bribe": """under the table, kickback, kickbacks, bribe, bribes, brown envelope, envelope of cash, envelope
        with cash, grease money, look the other way, in return for the contract, in exchange for the permit,
        secret commission""",
    "black_money": """drug money, dirty money, black money, illegal proceeds, stolen money, stolen funds, ransom
        money, ransom, untaxed money, illicit funds, proceeds of, looks clean, look clean, look legitimate, looks
        legitimate, scam money""",
    "untrue": """never took, never happened, never made, never bought, never worked, looks official, looks real,
        look genuine, looks genuine, better grade, higher grade, did not happen, that doesn't exist, that do not
        exist, that does not exist, before the inspection, before the audit, look older, looks authentic, pass as
        real, wrong dates, pass for real, so it passes""",
    "phishing": """their password on, enter their password, enter their card, enter their details, enter their
        credentials, verify their account, confirm their password, confirm their details, type in their password,
        type their pin, fake bank, fake support page, fake support, fake invoice link, harvest logins, fake sign
        in page, copy of the login page, cloned login, phishing, phishing email, phishing mail, phishing page,
        phishing site, phishing kit, spear phishing, smishing, vishing, fake login page, fake login, spoofed
        email, credential harvester, lookalike login, fake bank site, fake banking page""",
    "malware": """locks up all documents, encrypts all files, encrypts the files, ransom note, key stroke logger,
        hidden miner, password stealer, worm that, virus that, reverse shell, remote control trojan, records every
        keystroke, logs keystrokes, self replicating, program on my husband, program on my wife, fork bomb, mining
        software, ransomware, malware, keylogger, key logger, spyware, rootkit, botnet, backdoor, infostealer,
        stalkerware, computer virus, trojan horse, remote access trojan, logic bomb, cryptominer, cryptojacker,
        exploit kit, wiper, computer worm, bot network""",
    "drug": """cannabis, marijuana, hash brownies, magic mushrooms, ketamine, ghb, date rape drug, designer drugs,
        poppers, knockout drops, cocaine, heroin, meth, crystal meth, methamphetamine, fentanyl, mdma, ecstasy,
        lsd, amphetamine, amphetamines, crack cocaine, illegal drugs, hard drugs, illicit drugs, opium""",
    "medicine": """oxycodone, xanax, adderall, oxycontin, vicodin, ritalin, tramadol, morphine, opioids, sleeping
        pills, painkillers, steroids, codeine, valium, prescription drugs""",
    "weapon": """nail bomb, car bomb, letter bomb, napalm, thermite, detonator, gunpowder bomb, c4, tnt, suicide
        vest, acid attack, phosgene, chlorine gas, toxin, botulinum, polonium, nail bombs, booby trap, car bombs,
        cyanide, bomb vest, biological agent, pathogen, bomb, pipe bomb, explosive, explosives, explosive device,
        grenade, nerve agent, nerve gas, sarin, ricin, anthrax, molotov cocktail, molotov, ghost gun, chemical
        weapon, bioweapon, biological weapon, dirty bomb, ied, mustard gas, vx gas, untraceable gun, untraceable
        firearm, silencer, bomb threat""",
    "gun": """gun, rifle, hunting rifle, pistol, handgun, firearm, ammunition, ammo, shotgun, weapon, revolver,
        crossbow""",
    "document": """degree certificate, grades, safety report, safety reports, timesheet, receipts, license,
        licence, deed, test certificate, letter of recommendation, licence plate, press card, police report,
        medical record, visa sticker, odometer, balance sheet, sick note, passport, id, id card, driver license,
        driver's license, driving licence, diploma, degree, visa, certificate, birth certificate, vaccine
        certificate, vaccination card, doctor's note, doctors note, medical certificate, prescription, payslip,
        pay stub, bank statement, bank statements, invoice, receipt, reference letter, banknote, bills, signature,
        lab results, concert tickets, evidence, alibi, tax return, expense report, money, contract, ticket,
        concert ticket, permit, safety report, work permit, documents, records, ids""",
    "fake": """made up, invented, nonexistent, doctored, pirated, imitation, inflated, ghost, spurious,
        fabricated, trips that i never took, that i never, that never, fake, forged, counterfeit, false, bogus,
        phony, falsified, fictitious, sham, fraudulent""",
    "fake_talk": """five star reviews, one star reviews, charity, charities, votes, witnesses, signatures,
        listings, online shop, job offers, investors, handbags, antiques, emergency, petition signatures, reviews,
        review, news, news story, news stories, articles, rumor, rumour, ratings, testimonials, donations, likes,
        followers, screenshots""",
    "lie": """false reports, false report, false rumors, false rumours, fabricated quotes, doctored video,
        doctored photos, accounts that say, bots that, bot accounts, troll accounts, sock puppets, sockpuppets,
        smear, false story, staged video, false alarm, fake story, fake video, fake audio, fake quotes, fake
        photos, untrue claims, election fraud story, disinformation, misinformation, fake news, propaganda, smear
        campaign, disinformation campaign, conspiracy theories, hoax, false claims, rumor that, rumour that,
        deepfake, deepfakes""",
    "sexual": """pictures of himself, pictures of herself, intimate photos, intimate video, sexy pictures,
        explicit, topless, erotic, sex, sexual, undressing, porn, porn video, nudes, nude, sexual images, sex
        tape, pornography, nude pictures, nude photos, sexting, naked pictures, undressed, pornographic""",
    "child": """boy, girl, daughter's friend, pupils, pupil, schoolboy, year old, ten year old, preteens, my
        student, minor, minors, child, children, kid, kids, underage, year old girl, year old boy, schoolgirl,
        teen girl, toddler, little girl, little boy, preteen""",
    "person": """wife's, uncle, aunt, patient, patients, passengers, tenants, tenant, residents, refugees,
        muslims, jews, christians, gays, foreigners, kids, policeman, policemen, prosecutor, lawyer, drunk,
        drunks, stranger, strangers, teenager, teenagers, protesters, minister, clerk, reporter, candidate, heir,
        ex, ex girlfriend, ex boyfriend, ex wife, ex husband, girlfriend, boyfriend, wife, husband, boss, manager,
        coworker, co worker, colleague, neighbor, neighbour, roommate, classmate, teacher, him, them, someone,
        somebody, victim, victims, people, widows, seniors, pensioners, grandmother, grandma, grandfather,
        landlord, actress, actor, celebrity, politician, journalist, journalists, streamer, moderator, mayor,
        witness, witnesses, employee, employees, customers, clients, judge, president, senator, activist, women,
        woman, man, men, girl, boy, singles, mother, father, son, daughter, sister, brother, banker, competitor,
        rival, investors, voters, immigrants, family, tourist, tourists, others, mother in law, old people,
        elderly, inspector, cop, guard, nurse, student, students, dog, cat, her, customer, user, partner, friend,
        he, she""",
    "intimate": """uncle, aunt, senator, judge, tenants, reporter, subscribers, daughter in law, in laws, girl
        from, guy from, woman from, stranger, ex, ex girlfriend, ex boyfriend, ex wife, ex husband, girlfriend,
        boyfriend, wife, husband, boss, manager, coworker, co worker, colleague, neighbor, neighbour, roommate,
        classmate, teacher, her, his, someone's, somebody's, landlord, actress, actor, celebrity, streamer,
        journalist, journalists, moderator, sister, brother, son's, daughter's, competitor, rival, others, another
        user, other users, friend's, victim, victims, crush, mother in law, customer, partner, friend, father,
        mother, patient, employee""",
    "whereabouts": """where he works, where she works, walks home, home alone, hotel room, private phone number,
        number and address, when he is alone, when she is alone, license plate number, daily route, home address,
        daily schedule, daily routine, where she lives, where he lives, whereabouts, private address, lives now,
        new address, gps tracker, license plate, in the shower, undressing, every move, phone, location, lives
        now, lives, calls, school, car, movements, workplace""",
    "account": """login, logins, voicemail, tablet, iphone, smartphone, medical file, mail account, password
        manager, private messages, chats, dms, vpn, garage, crypto wallet, wallet, paypal, smart lock, baby
        monitor, doorbell, home network, email account, account, mailbox, inbox, e mail, password, passwords,
        phone, laptop, wifi, wi fi, bank account, instagram, facebook, whatsapp, icloud, gmail, messages, router,
        webcam, snapchat, tiktok, email, mail, computer, messages, network, traffic, building, house, drive,
        private phone, cloud account""",
    "loot": """client list, customer list, price list, blueprints, employee data, personnel files, bank data, bank
        details, research data, contact list, card details, exam questions, contracts database, medical data, bank
        records, crypto wallets, all the data, company data, customer database, customer data, user database,
        password hashes, user passwords, stolen data, source code, trade secrets, patient records, hr records,
        credit card numbers, card numbers, card data, social security numbers, credentials, personal data, client
        data, confidential documents, customer table, payroll data, company secrets, identities, user data, list
        of passwords, database, savings""",
    "outside": """personal drive, private drive, personal account, personal email, private email, private account,
        rival, new employer, new job, my next job, home computer, usb, my own company, for my startup, highest
        bidder, take it to, before i quit, before i leave, private server, my server, file host, pastebin, dark
        web, darknet, usb stick, my drive, telegram channel, my own server, sell them, sell it, black market, on
        the side""",
    "stolen": """leaked credit card, leaked credit cards, leaked cards, hacked accounts, hacked account, stolen
        iphone, stolen bike, stolen car, stolen goods, stolen laptop, stolen jewelry, stolen art, stolen check,
        stolen gift card, someone else's card, another person's card, hacked cards, card numbers i found, other
        people's cards, stolen credit card, stolen card, stolen cards, stolen credit cards, stolen social security
        number, stolen passwords, stolen accounts, stolen identity, stolen identities, stolen data, stolen phone,
        card skimmer, stolen card numbers, stolen credit card numbers, stolen credentials, cloned cards, fullz,
        stolen ssn, leaked passwords, stolen bank details, stolen laptops""",
    "killer": """someone who breaks, someone to break, someone who beats, someone to scare, someone to hurt,
        someone to kill, somebody to kill, somebody to hurt, someone to beat, killer, arsonist, someone to burn,
        gang to, mercenary, hitman, hit man, contract killer, assassin, somebody to beat up, thug, thugs""",
    "contraband": """cigarettes, untaxed, antiquities, wildlife, tiger, people across, trafficked, rare parrots,
        protected species, blood diamonds, artefacts, workers without papers, embargoed, exotic animals, ivory,
        kidney, human organs, migrants, endangered animals, slaves, black market, weapons across, rhino horn""",
    "attack": """flood of requests, ransom attack, traffic flood, botnet attack, malware attack, spam attack,
        remote code execution, phone flood, swatting, blow up, blow it up, ddos, ddos attack, denial of service
        attack, cyber attack, cyberattack, zero day exploits, zero days, zero day, brute force attack, sql
        injection attack, watering hole attack, supply chain attack, credential stuffing attack, mail bomb, sim
        swap""",
    "infrastructure": """newspaper, dam, bridge, railway, vote, ballot, raffle, competitor, police station,
        embassy, tower, hospital's network, airplane, satellite, dams, pipelines, substation, subway, stadium,
        synagogues, mosques, refugee home, network of, ministry, emergency number, newspapers, synagogue, gas
        station, power plant, school bus, neighbourhood, forest, warehouse, barn, auction, lottery, referendum,
        power grid, water supply, voting machine, voting machines, election, ballots, hospital, train signals,
        traffic lights, stock, stock price, exchange, database, mosque, church, nuclear plant, pipeline,
        reservoir, server, website, shop, site, restaurant, bank, company, food, school""",
    "hate": """should be beaten, be beaten up, deserve to die, deserves to die, be killed, subhuman, vermin,
        against refugees, against jews, against muslims, against foreigners, threatening note, mean messages,
        nasty messages, nasty comments, cruel comments, hateful post, kill yourself, go die, racist jokes, lynch,
        hateful messages, hate speech, hate messages, death threats, threatening letters, threatening messages,
        abusive messages, slurs, violence against, threatening emails, hateful comments, antisemitic""",
    "fraud": """fund that promises, promises returns, guaranteed returns, fake investment, fake lottery, lottery
        scam, fake job, fake prize, fake raffle, fake inheritance, inheritance scam, tech support scam, insurance
        payout, staged accident, arson for insurance, chargeback fraud, double billing, welfare fraud, benefit
        fraud, refund scam, credit scam, pretend accident, carousel fraud, tax refund scam, rental scam, hidden
        fees trick, charity fraud, loan scam, fake crowdfunding, collect donations for myself, invented
        earthquake, scam, ponzi scheme, pyramid scheme, romance scam, investment scam, phone scam, advance fee
        scam, tax fraud, insurance fraud, credit card fraud, pump and dump, charity scam, crypto scam, fraud
        scheme, identity theft, fake charity, scam calls, rug pull""",
    "insider": """not public, secret deal, confidential merger, before the report, results are out, trial results
        before, before they publish, leaked earnings, as an insider, before the public, inside information,
        insider information, insider knowledge, insider tip, before it is announced, before the announcement,
        before the merger, before the news is public, merger is announced, not public yet, before the earnings,
        earnings before, non public information, nonpublic information, told me about, takeover before""",
    "shares": "takeover, on the takeover, the merger, etf, shares, stock, stocks, puts, securities, bonds, crypto",
    "dirty": """drug money, dirty money, black money, bribes, undeclared, bitcoins, sanctioned, cash payments,
        money, cash, proceeds, funds, income, payments, shell companies, offshore accounts, profit, asset, salary
        in""",
    "authority": """health inspectors, inspectors, embargo, export control, export controls, breathalyzer, police
        don't check, speed cameras, sanctions list, child support, alimony, customs duty, bankruptcy court,
        taxman, revenue service, id check, age check, age verification, fraud detection, plagiarism check, tax
        office, tax authorities, taxes, tax, irs, customs, police, investigators, kyc, aml checks, bank does not
        report, reporting limit, reporting threshold, anti money laundering, money laundering checks, auditors,
        regulator, drug test, background check, sanctions""",
    "cover": """security camera recordings, camera recordings, fingerprints, browser history, chat history,
        evidence of, emails about, shredded, messages about the, bloodstains, crime scene, incident report,
        incident reports, audit log, audit logs, logging, server logs, access logs, surveillance footage, camera
        footage, cctv, logs, evidence, alarm, alarm system, security cameras, paper trail, records of the, log
        files, security camera, traces of""",
    "payment": """credit card, credit cards, debit card, payment, savings, bank account, credit line, loan, card,
        insurance money, payment, savings, money""",
    "wire": """one time code, card details, remote access, bank details, account details, ransom, donations,
        social security number, wire, transfer, wiring, gift cards, send money, their savings, savings, password,
        passwords, money, pin code, credit card number""",
    "self_harm": """kill yourself, end his life, end her life, end their life, take his own life, take her own
        life, stop eating, jump off, self destruct, hanging, cut himself, pills at once, suicide pact, painless
        way to die, kill himself, kill herself, kill themselves, suicide, suicide note, starve herself, starve
        himself, self harm, cut herself, hurt herself, hurt himself, hang himself, overdose, starve themselves""",
    "extremism": """attack on the, caliphate, militias, neo nazi, white supremacist, martyrdom, car ramming, truck
        attack, infidels, recruits for, accelerationist, manifesto for the attack, pogrom, militia, terror attack,
        terrorist attack, terrorist cell, isis, jihad, mass shooting, ethnic cleansing, genocide, race war, lone
        wolf attack, massacre, nazi, school shooting""",
    "vote_lie": """polling date, voting date, polling place, polling station, vote twice, miss the election,
        election was moved, wrong date""",
    "bulk": """complete, every single, all of, all, every, entire, whole, everything, everyone's, thousands, any
        old, each of the""",
    "belongings": """downloads, trash, notes, playlists, songs, videos, apps, servers, subscribers, channels,
        profiles, resources, instances, repositories, commits, downloads folder, versions, chats, everything on,
        cache of production, files, file, emails, email, records, database, table, backups, backup, messages,
        contacts, photos, documents, accounts, branches, users, customers, data, tickets, logs, folder, history,
        mailbox, archive, repository, repo, bucket, production, disk, drive, server, tables, orders, entries,
        everything, events, invoices, projects, posts, pictures, calendar, containers, volumes, snapshots,
        cluster, rows, index, inbox, comments""",
    "vital": """laptop, hard disk, customer record, customer records, dns zone, home
        directory, system folder, usb drive, memory card, cloud account, shared folder, server logs, transaction
        log, production database, customers table, users table, production, server, disk, drive, hard drive,
        external disk, production server, cluster, partition, user account, bank account, customer account,
        my account, git history""",
    "container": "staging database, database, workspace, backups, backup, repository, repo",
    "access": """admin panel, full rights, admins, to the public, sharing link, superadmin, api access, key card,
        service account, security group, ssh access, database access, moderators, power of attorney, signing
        authority, editor rights, guest access, sysadmin, authorised signatory, access, admin, admin access, admin
        rights, administrator, administrators, root, sudo, owner, permission, permissions, privileges, write
        access, write permission, collaborator, full access, maintainer, world readable, administrators group,
        anyone can edit, superuser, public, role, ownership of, admin rights, access rights, write rights, full
        rights""",
    "secret": """wifi password, password of, credit card, credentials, private key, api credentials, api key,
        api keys, password, passwords, secrets, access token, secret key, social security number, ssn""",
    "entrusted": """customer records, client data, employee data, personnel files, customer list, client list,
        employee list, patient records, customer data, patient record, patient data, personnel file, payroll
        file, payroll, database dump, guest list with, source code, photos of the children, location with,
        internal report, internal documents, design files""",
    "confidential": """passport copy, medical report, diagnosis, tax documents, payslip, payslips, id copy,
        credit report, birth dates, bank statement, bank statements, transcript, wage, salary, salaries,
        medical records, passport, passport scan, bank details, tax return, personal data, medical history, id
        card, health data, birth certificate, private photos, test results, bank data, health record""",
    "paper": "contract, draft contract, nda",
    "whereto": "home address, iban",
    "tool": """vulnerability scanner, port scanner, netcat, nessus, openvas, ettercap, kali, kali linux,
        exploitdb, shodan, wpscan, gobuster, dirbuster, subdomain enumeration, sql injection, sql injection test,
        xss test, phishing simulation, social engineering test, security scan, stress test, load test against,
        password audit, packet capture, tcpdump, reverse engineer, decompiler, nmap, metasploit, sqlmap, mimikatz,
        hashcat, wireshark, aircrack, john the ripper, burp suite, port scan, vulnerability scan, brute force,
        brute force test, penetration test, pentest, packet sniffer, nikto, cobalt strike, bloodhound, password
        cracker, network scan, fuzzer""",
    "locked": """locked, password protected, pdf, excel file, old phone, bitlocker, bios, wifi password, licence
        check, drm, copy protection, paywall, captcha, zip file, zip, pdf password, password of the, encrypted,
        encrypted file, hash, hashes, archive""",
    "public_place": """social media, newsletter, craigslist, instagram story, docker hub, github pages, public
        repository, company website, job board, bulletin board, wikipedia, substack, telegram channel, discord,
        slack channel, all channels, twitter, linkedin, facebook, instagram, reddit, company blog, homepage, press
        release, news feed, public channel, youtube, hacker news, app store, publicly, to the public, x account,
        mastodon, tiktok, announcement, statement, website, blog, press release""",
    "live": "production, prod, main, master, live, live system, live site",
    "safety": """firewall rules, virus protection, spam filter, spam protection, password protection, password
        check, login check, intrusion detection, motion sensor, access checks, code signing, approval step,
        approval steps, spending limit, spending limits, safe mode, screen lock, secure boot, fraud alerts,
        dead man switch, parental controls, certificate validation, cors, csrf protection, permission check,
        permission checks, audit trail, security camera, firewall, antivirus, two factor authentication, two
        factor, 2fa, mfa, backups, backup, encryption, logging, audit log, tls, ssl verification, certificate
        checks, virus scanner, security updates, rate limit, branch protection, smoke detector, alarm, alarm
        system, selinux, content filter, access control, safety checks, guardrails""",
    "standing": """employment, apprentice, nanny, team member, assistant, employee, staff, team, external
        disk, disk, disk drive, hard drive, production server""",
    "binding": """supplier, mortgage, tenancy, account, contract, lease, job, server contract, electricity
        supplier, savings plan, health insurance, pension plan, bank account""",
    "subscribed": "phone contract, gym membership, subscriptions, membership",
    "signature": """lease for me, purchase, purchase agreement, power of attorney, waiver, consent form, offer,
        loan agreement, visa application, registration, tax declaration, insurance claim, complaint, lawsuit,
        objection, order form, deal, contract, agreement, terms, application, petition, lease, tax return, nda,
        deed, form, on my behalf""",
    "all_people": """all the customers, whole team, entire team, all colleagues, every employee, the whole list,
        all parents, every contact, all our customers, all our users, all suppliers, everyone on the list, all
        participants, every subscriber, everyone at, all addresses, all students, all patients, all tenants, the
        press, everyone in the company, all customers, all employees, all users, everybody in, entire company, all
        staff, all clients, whole company, mailing list, all contacts, all my contacts, every customer, all
        members, whole group, everyone in my, all subscribers""",
    "kin": """teenager, teenager's, mother's,
        father's, roommate's, boss's, colleague's, coworker's, child, student's, students', tenant, nanny,
        daughter's, son's, daughter, son, wife's, husband's, kid's, child's, employee's, partner's, employees,
        girlfriend's, boyfriend's, spouse's""",
    "private": """private messages, call log, call logs, search history, bank statements, web history, screen
        time, voice messages, private mail, chat messages, chats, browser history, diary, whatsapp, mailbox, chat
        message, text message, messages, emails, calls, chats""",
    "savings": """all of my money, my whole savings, the whole balance, all remaining funds, entire savings, full
        balance, my pension, the complete balance, my retirement fund, retirement savings, everything i have, my
        emergency fund, all funds, all my crypto, all my eth, entire portfolio, all my savings, all my money,
        entire balance, whole balance, everything in my account, my life savings, all of my savings, entire
        account, all the money, all my shares, my entire portfolio, all my bitcoin, all my stocks""",
    "finance": """payday loan, overdraft, cfds, standing order, direct debit, beneficiary, payee, crypto wallet,
        stop loss, credit limit, salary account, loan, mortgage, credit line, margin, leverage, bitcoin, crypto,
        payroll account, bank details, iban""",
}
"""What it can be about. Plurals count too."""
