"""Words that say nothing of what is looked for: a query typed as a sentence does not need them.

Prepositions, conjunctions, pronouns, question words, auxiliary verbs. Without diacritics they
stand here only where they are no other word then (što is, `sto` is a table and a hundred), and
what is a noun or a verb as well (more, pod, može) not at all.
"""

from dataclasses import replace
from functools import cache

from core.languages import get_language

from .analysis import lemma_and_stem
from .folding import normalise
from .queries import Expression
from .tables import for_every_language
from .transliteration import likeliest

STOP_WORDS = {
    "en": """
        a an the and or but if of in on at to from by for with without about into onto over under
        between through during after before against among despite upon since until while than then
        as is are was were be been being am do does did has have had having will would shall should
        can could may might must not no nor so such this that these those there here it its he she
        they them their his her hers him we us our ours you your yours i me my who whom whose which
        what when where why how any some all both each more most other own same too very just also
        s t d m ll re ve
    """,
    "sq": """
        a e i o u të te së se në ne me më për per nga prej tek te ku kur si sa çfarë cfare çka cka
        që qe kush cili cila cilat cilët cilet pse dhe edhe ose apo por as nuk mos po jo do është
        eshte janë jane ishte ishin jam jemi ka kanë kane kam kemi kishte kishin mund duhet një nje
        ky kjo këta keta këto keto ai ajo ata ato tij saj tyre tim time jonë jone ynë yne mbi nën
        nen pa deri përmes permes kundër kunder gjatë gjate pas ndaj midis mes sipas shumë shume
        vetëm vetem
    """,
    "mk": """
        и а но или ниту ако да дека дали што кој која кое кои чиј чија кого како кога каде зошто
        колку на во од до за со без при по над под пред зад меѓу мегу кон низ преку врз против околу
        покрај помеѓу наместо поради заради според освен се си го ја ги му ѝ им ме ми те ти не ни ве
        ви ќе ке би сум си е сме сте беше беа бил била било биле има нема може треба овој оваа ова
        овие тој таа тоа тие неа него нив нивни нивните нејзин негов мој моја мое мои наш наша наше
        наши ваш јас ние вие сите само исто уште веќе веке така многу
    """,
    "bg": """
        и а но или нито ако да че дали що кой коя кое кои чий чия кого как кога къде защо колко
        какво какъв каква какви на в във от до за с със без при по над под пред зад между към през
        чрез върху срещу вместо въпреки относно около покрай поради заради според освен се си го я
        ги му ѝ им ме ми те ти не ни ви ще би съм е сме сте са беше бяха бил била било били има няма
        може трябва този тази това тези онзи той тя то те нея него тях техен неин негов мой моя мое
        мои наш наша наше наши ваш аз ние вие всички само също още вече така много
    """,
    "hbs": """
        i a ali ili ni niti pa te da ne li ako kad kada dok jer što šta sta ko tko koji koja koje
        koju kojem kojim kojih čiji ciji čija cija kako gdje gde zašto zasto koliko u na o od do iz
        za sa s k ka kod po pri uz bez nad pod pred prema protiv preko kroz među medju između
        izmedju pored iznad ispod ispred izvan unutar umjesto umesto uprkos usprkos unatoč unatoc
        usled uslijed tokom tijekom nakon zbog radi poslije posle prije pre osim se si ga je ju joj
        mu im ih me mi ti nas vas nam vam sam smo ste su sem jesam jesu nije nisu biti bio bila bilo
        bili biće bice će ce ću ćeš ćemo cemo ćete bi bih bismo ima nema treba ovaj ova ovo ovi ove
        taj ta to ti tu on ona ono oni one njega njegov njegova njen njena njihov njihova moj moja
        moje moji naš nas naša nasa naše nase vaš vaša vaše svoj svoja svoje sav sve svi samo još
        jos već tako vrlo
    """,
    "sl": """
        in a ali ampak pa ter niti da ne če ko kadar ker kaj kdo kateri katera katero katere kako
        kje kam kdaj zakaj koliko čigav v na o od do iz za z s k h po pri ob brez nad pod pred proti
        prek preko skozi med čez okoli poleg namesto kljub znotraj zunaj zaradi glede razen se si ga
        je jo ji mu jih jim me mi te ti nas vas nam vam sem smo ste so sta nisem ni niso biti bil
        bila bilo bili bo bomo bodo bi kot ima nima lahko treba ta to ti te tisti tista tisto on ona
        ono oni njegov njegova njen njihov njihova moj moja moje naš naša naše vaš svoj svoja svoje
        vse vsi samo še že ze tako zelo
    """,
    "ro": """
        a al ai ale cu de din dintre la în in pe pentru prin fără fara despre sub spre către catre
        până după dupa peste între intre printre contra împotriva impotriva lângă langa și si sau
        ori dar însă nici dacă daca că ca să sa nu ce cine care cui cum când cand unde cât cat câte
        cate câți cati este e sunt era erau fi fost fie am ai are au avem aveți avea va vor vom voi
        ar aș un o unui unei unor niște acest această aceasta acești acesti aceste acel acea acei
        acele cel cea cei cele el ea ei ele lui lor îl îi îi le li se își isi ne vă mi ți meu mea
        mei mele nostru noastră noastra noștri nostri noastre său sau sa săi sai sale tot toți toti
        toate doar mai foarte așa asa s n l i m c v mi ți ti ne ni vi
    """,
}
STOP_WORDS = {
    analysis: frozenset(words.split())
    for analysis, words in for_every_language(STOP_WORDS, "").items()
}


def without_stop_words(expression: Expression, reader: str) -> Expression:
    """Without those of the reader's language, unless there is nothing else; phrases as typed."""
    analysis = get_language(reader).analysis
    required = tuple(
        clause for clause in expression.required if not is_stop_word(clause[0].typed, analysis)
    )
    return replace(expression, required=required or expression.required)


@cache
def stop_lemmas(analysis: str) -> frozenset[str]:
    """Their lemmas, as terms."""
    return frozenset(lemma_and_stem(word, analysis)[0] for word in STOP_WORDS[analysis])


def is_stop_word(typed: str, analysis: str) -> bool:
    """Also in Latin letters where the language is written in others."""
    word = normalise(typed, analysis)
    return not STOP_WORDS[analysis].isdisjoint({word, likeliest(word, analysis)})
