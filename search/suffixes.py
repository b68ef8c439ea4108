"""Endings a light stem trims, by language of analysis, as they read without diacritics.

They are inflections and the commonest derivations, from the languages' grammars: articles and
cases of Albanian, Macedonian, Bulgarian and Romanian, declension and conjugation of the others.
A stem is only the lowest level of search, so an ending too many costs rank, not results. An ending
that makes another longer (`-ati`) needs its rest (`-at`) here too, or words with the shorter one
end at another stem.
"""

from .tables import for_every_language

SUFFIXES = {
    "en": """
        ations ation ators ator ating ated ates ate ities ity ments ment ness ings ing ed es s e ly
        ally al
    """,
    # -u -i -a: definite; -it -ut -es -se: its genitive; -in -un -en -ne: accusative;
    # -ve -eve -ave -ive: plural cases; -t -te -et -at -it: definite plural.
    "sq": """
        i u a e ja je ia ie in un en ine ne it ut es se ise ese at et te ite ete ve eve ave ive iv
        esh ish ash ra ure ura urat ime imi imin imit imeve imet im on oj ojne ohet ohen uar uan
        uara ur rit rat shme shem isht ike ik iket ikeve tar tare taret
    """,
    "mk": """
        а и е о у ја ии та то те от ата ато ото ите јата ата ијата иите ија ов ови ови еви овите
        евите ова ово ове ева ево еве ост оста ости остите ње њето ња њата ање ањето ања ањата
        ење ењето ења ењата ски ска ско ски ските ската ското скиот иот ен на но ни ните ната
        ното ниот ил ел ал ла ле ло ли ува уваат увал уваме ирање ирањето ира ираат ам ат ме
    """,
    "bg": """
        а я и е о у ът ят та то те ата ята ото ето ите ия ии ие ията иите ието ове еве овете
        евете ост остта ости остите ане ането ания анията ене ението ения енията ен на но ни
        ният ната ното ните нията ски ска ско ския ската ското ските ира ират иране ирането ал
        ел ил ла ло ли ва ват ваме ам ат иен иина иино иини
    """,
    "hbs": """
        a e i o u om em im am og oga eg ega oj ih ima ama ovi evi ova eva ove eve ovima evima
        omu emu ome ju ija ije iji iju ijom ijama ost osti oscu ostima nje nja nju njem njima anje
        anja anju anjem anjima enje enja enju enjem enjima iranje iranja iranju iranjem ski ska
        sko ske sku skog skoga skom skome skih skim skoj an na no ni ne nu nog noga nom nome nih
        nim noj ovati irati ira iraju irao irala irali iran irana irano irani irane uje uju ujemo
        ao la lo li le io ila ilo ili ile aju amo imo emo
    """,
    "sl": """
        a e i o u om em im am og ega emu ov ev ih ah eh imi ami ama ima oma ema ja je ju jo jem
        jih ji ost osti ostjo nje nja nju njem njih anje anja anju anjem anj enje enja enju enjem
        enj iranje iranja iranju iranjem ski ska sko ske skih skim skega skem ni na no ne nih nim
        nega nem nemu ovati irati ira irajo iral irala irali an ana ano ani ane al ala alo ali ale
        il ila ilo ili ile amo imo ajo ijo uje ujejo ujemo
    """,
    "ro": """
        a e i o u ul ului ule le lui lor ii iei ei ea ia ie iile iilor ile ilor ele elor eaua ua
        are area ari arii arile arilor ere erea eri erii erile ire irea iri irii at ata ati ate
        ator atori atoare it ita iti ite ut uta uti ute and ind esc este easca eaza atie atia
        atii atiei atiile atiilor itate itatea itati itatii itatile itatilor ism ismul ismului
        ic ica ici ice al ala ale ali
    """,
}

# Longest first, so that the first that fits is the longest that does.
SUFFIXES = {
    language: tuple(sorted(set(endings.split()), key=lambda ending: (-len(ending), ending)))
    for language, endings in for_every_language(SUFFIXES, "").items()
}
