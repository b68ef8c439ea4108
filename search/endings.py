"""Endings by which the words of a family differ, by language of analysis, without diacritics.

From the languages' grammars: `FORMS` are inflections, `DERIVED` what makes a word of another one,
after which an inflection may follow.
"""

import re

from .tables import for_every_language

FORMS = {
    "en": "s es ed d ing er est",
    "sq": """
        a e i u o ja je ia ie in un en ine ne it ut es se ise ese at et te ite ete ve eve ave ive
        sh esh ish ash r ra re ri rit j jt jte jve n nj nje on oj oje ojne ohet het uar uan ur ura
        rat ret er ere era erat eret erave inj inin im imi imit imin s
        oni ojme onte onim onit onin oja oi ova ove ua uam uat an ani ajne ajme ane aj ain eni ejne
        ejme ej em emi hem hen hemi heni hej hesha heshe heshim heshit heshin nte nim nit nin me ni
        yer yen yej yera ohem ohen ohej ohu
    """,
    "mk": """
        а и е о у та то те от ата ато ото ите јата ва во ве ов на но не он ја ии ијата ој еви
        ови овите евите ме м ам ш т ат еш ете аме ле ла ло л ал ала але ел ела еле ил ила иле ув
        ува уваат уваме ував уваше ен ена ено ени ениот ената ените ан ана ано ани аниот аната
        аните иот ње њето ење ењето ања ањата ање ањето
    """,
    "bg": """
        а я и е о у ю ът ят ият та то те ата ята ото ето ите ия ии ие ията ин инът ина ини ове еве
        овете евете м ам ям ш т ат еш иш ем им ете ме л ла ло ли ал ала ало али ял яла
        ил ила или ен ена ено ени ения енията ената ените ан ана ано ани аният аната аните
        ва ват ваме вал вам ваш не нето ния нията ане ането ания анията ене ението
        х ха хме хте ше ах аха ахме ахте аше ях яха яхме яше их иха ихме еше еха ох оха
        ят ящ ащ аща ащи ите
    """,
    "hbs": """
        a e i o u em im am om og oga eg ega oj ih ima ama ovi evi ova eva ove eve ovima evima omu
        emu ome ju ija ije iji iju ijom ijama m mo te s t sh eh se smo ste ti ci h nu
        ao la li lo le io ila ilo ili ile ala alo ali ale en ena eno eni ene enog enom enoj enih
        enim an ana ano ani ane anog anom anoj anih anim uci vsi aj ajte ite imo aju amo ate
        ujem uje uju ujemo iti ati eti jeti nuti ovati ivati irati iji ija ijeg ijega ijem ijim ijih
        ijoj siji avam avao avala avali avati ajem aje aju
    """,
    "sl": """
        a e i o u em im am om og ega emu ov ev ih ah eh imi ami ama ima oma ema ja je ju jo jem jih
        ji m mo te s t ta va sta en ena eno eni ene enega enem enemu enih enim enimi an ana ano ani
        ane anega anem anih anim l la lo li le al ala alo ali ale il ila ilo ili ile el ela eli ti
        ati iti eti ij ijo ajo amo imo ejo ujem uje ujejo ovom ovi ove ovati evati ajmo ajte imo ite
        jmo jte ejsi ejsa ejse ejso ejsega ejsem ejsih ejsim si sa se so
    """,
    "ro": """
        a e i o u ul ului ule le lui lor ii iei ei ea ia ie iile iilor ile ilor ele elor eaua ua uri
        urile urilor am em im at ata ati ate it ita iti ite ut uta uti ute ez eaza eze ind and esc
        este esti easca eau au se sera sesem ase asera ara ira ura
    """,
}  # fmt: skip

DERIVED = {
    "en": """
        ation ition ion ication cation icant cant cator ety ment ness ity ance ence ancy ency al ial
        ical ual ic tic istic ist ism ive ative ous ious ful less able ible er or ator age ship hood
        ise ize isation ization ify ary ory ant ent ate ated th ure ee ly ian an acy
    """,
    "sq": """
        im imin ues uese or ore ar are tar tare shem shme shm esi si ri eri isht ik ike ist iste
        izem izm ezi tor tore es ese je nje sor sore in ine ak ake uar ur
    """,
    "mk": """
        ск ски чк н ен ан ин ик ник ниц ници ч ач ар ец ци к ка ок ост ств штин изм изам ист
        иј ациј ираш ира ирањ изира изирањ увањ увачк увач ив лив ов ев ителн ител тел ичк ички
        ањ ењ ишт ишта б бен ален ичен ниот арск ирски телск ени
    """,
    "bg": """
        ск ч чк н ен ан ян ин ик ник ниц ниче ач ар яр ец ц к ка ок ост ств щин изъм изм ист ия аци
        ира иран изира изиран ув уван ив лив ов ев ител телн тел ичн ични ав ищ б бен ален
        ичен арск ирск телск ителн ени енск яван аван яв ав яващ аващ овател увател
    """,
    "hbs": """
        sk ck n an en in ic ik nik nic ac c ar k ak ka ost stv b izam izm ist ij acij izacij ir irat
        iran iranj izira iv ljiv ov ev av telj iteljsk lj nj janj enj anj ivanj ovanj
        avanj it at ivat ovat avat iva ova uj ican icn aln ilnic arnic ionic sn lac laca
        ljen ljenj len lenj jen evin ovin ut nut ars arsk ersk er ivac avac inj kinj ljanj ljat
        ljivanj ljivat ljiva ljac
    """,
    "sl": """
        sk n an en in ic ik nik nic ec c ar k ak ka ost stv b izem izm ist ij acij izacij ir irat
        iran iranj izira iv ljiv ov ev av telj iteljsk lj nj janj enj anj ivanj ovanj evanj avanj it
        at ivat ovat avat eva ova uj ican icn aln ilnic arnic ljen jen lk len iln alsk ilsk ars
        arsk ersk er lec lc valec valc vec vc avec avc ljanj ljat ljavec ljavc
    """,
    "ro": """
        ar are ir ire ere or tor ator itor atoar itoar ist isti ism al ala ial ional ic istic ologi
        itate tate ie atie itie iun tiune iune eal eala esc easc ament amental iv ativ os oas ant
        ent bil abil eri nic ean ure iz iza izar eaz
    """,
}  # fmt: skip

# Endings that follow shorter roots, or only longer ones, than others of their length: how long
# these are at least. Voting is a form of vote, but прах none of права; voter is made of vote, and
# ministry of minister, but no party of part.
FORM_ROOTS = {"en": {"ing": 3}, "bg": dict.fromkeys(("х", "ха", "хме", "хте", "ше"), 5)}
FAMILY_ROOTS = {"en": {"y": 6, "ry": 6, "r": 4, "rs": 4}}

# What stands for one another before certain endings, as patterns; folded, š is s and č and ć are c.
# That which does in inflections, and that which does only in words made of another, most of them
# of verbs (obratiti, obraćanje; not politika, policija).
ALTERNATIONS = {
    "en": ["y i", "fe?$ ves$", "e$ (?=ing|ed|er)"],
    "sq": ["k q", "g j"],
    "mk": ["к ц ч", "г з ж", "х с ш"],
    "bg": ["к ц ч", "г з ж", "х с ш", "я е"],
    "hbs": ["k c", "g z", "h s"],
    "sl": ["k c", "g z", "h s"],
    "ro": ["d z"],
}
DERIVED_ALTERNATIONS = {
    # decide, decision; describe, description; permit, permission; absent, absence; democratic,
    # democracy; accountable, accountability; receive, reception; finance, financial
    "en": [
        "de?$ s(?=[ie])",
        "be?$ ption",
        "te?$ ss?(?=io)",
        "t$ ce$ cy$",
        "tic cy$",
        "le$ il(?=it)",
        "ive$ pt(?=i)",
        "e$ pt(?=i)",
        "e$ tion",
        "e$ (?=i[^c]|[aou])",
        "d t(?=io)",
    ],
    # răspunde, răspuns; alege, ales; promite, promisiune
    "ro": ["de(?=$|r) s(?=$|.$|iun)", "ge(?=$|r) s(?=$|.$|iun)", "te(?=$|r) s(?=iun)"],
    "mk": ["т к(?=а[њвмт]|ен)", "д г(?=а[њвмт]|ен)"],
    "bg": ["т щ(?=а[нвмт]|ен)", "д(?!ин) жд(?=а[нвмт]|ен)"],
    "hbs": ["t c(?=[ae]n|[aiu]v|uj)"],
    "sl": ["t c(?=[ae]n|ev|uj)", "d j(?=[ae]|uj)"],
}
NEVER = r"(?!)"
# Vowels that come and go before a word's last consonant; the genitive plural has one too.
FLEETING = {
    "en": r"er(ed|ing|s)?$",
    "sq": r"e.$",
    "mk": r"[аео].$",
    "bg": r"[еъ].$",
    "hbs": r"a.a?$",
    "sl": r"e.$",
    "ro": NEVER,
}
FLEETING = {
    language: re.compile(pattern)
    for language, pattern in for_every_language(FLEETING, NEVER).items()
}

# What begins the opposite of an adjective or a noun.
NEGATIONS = {
    "en": "un",
    "sq": "pa",
    "mk": "не",
    "bg": "не",
    "hbs": "ne",
    "sl": "ne",
    "ro": "ne",
}

# By each letter those that stand for one another, it among them, in their order above.
ALTERNATING = {
    language: {
        letter: group.split() for group in groups for letter in group.split() if len(letter) == 1
    }
    for language, groups in for_every_language(ALTERNATIONS, ()).items()
}


def _compiled(groups):
    return tuple(tuple(map(re.compile, group.split())) for group in groups)


ALTERNATIONS = {
    language: _compiled(groups) for language, groups in for_every_language(ALTERNATIONS, ()).items()
}
FAMILY_ALTERNATIONS = {
    language: ALTERNATIONS[language] + _compiled(groups)
    for language, groups in for_every_language(DERIVED_ALTERNATIONS, ()).items()
}
NEGATIONS = for_every_language(NEGATIONS, "")


# A short root says little, and has short endings only: by their length how long it is at least.
FORM_ENDS, FAMILY_ENDS = {0: 3, 1: 3, 2: 3, 3: 4, 4: 4}, {0: 3, 1: 4, 2: 4}


def _shortest_root(ending, by_length):
    return by_length.get(len(ending), max(5, len(ending) - 1))


# Endings with the length of the shortest root they follow.
FORMS = {
    language: {end: _shortest_root(end, FORM_ENDS) for end in ["", *endings.split()]}
    | FORM_ROOTS.get(language, {})
    for language, endings in for_every_language(FORMS, "").items()
}
FAMILY = {
    language: {
        made + end: _shortest_root(made + end, FAMILY_ENDS)
        for made in ["", *endings.split()]
        for end in FORMS[language]
    }
    | FORM_ROOTS.get(language, {})
    | FAMILY_ROOTS.get(language, {})
    for language, endings in for_every_language(DERIVED, "").items()
}
