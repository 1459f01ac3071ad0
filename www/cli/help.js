/** In: a command, or none. Out: how it is used, for a terminal 80 columns wide. */

const general = `Namelight finds the names of a dictionary in texts and pages.

Usage:
  namelight find --dictionary DICTIONARY FILE…   lists the mentions in files
  namelight compile SOURCE… -o OUT               makes one file for pages
  namelight check DICTIONARY… [--against FILE…]  finds faults in dictionaries
  namelight info DICTIONARY…                     tells what they hold
  namelight diff OLD NEW --against FILE…         compares the marks of two
  namelight expand SOURCE --lang L               proposes more aliases
  namelight evaluate --dictionary D GOLD…        scores against annotations
  namelight COMMAND --help                       explains a command
  namelight --version

A dictionary is a JSON file: {"entities": [{"id": "leavitt", "name": "Karoline
Leavitt", "aliases": ["Leavitt"]}, …]}, a table or another source that compile
reads ("namelight compile --help"), or what compile wrote. A file named - is
standard input.

Exit codes: 0 fine, 1 a fault in the input, 2 wrong usage.
`;

const find = `Lists the mentions of a dictionary's entities in files.

Usage: namelight find --dictionary DICTIONARY [OPTIONS] FILE…

  -d, --dictionary FILE   a dictionary, any source or compiled; the option
                          may be given several times
  --format FORMAT         json    {"mentions": [{"start", "end", "text",
                                  "entity", "alias"}, …]}; with several files
                                  an array of these, each with its "file"
                          ndjson  the same, one file or document a line
                          text    line:column, words, entity, name; columns
                                  count UTF-16 units
                          html    the page (or the text as paragraphs) with
                                  <mark data-entity="…"> around each mention
                          default: text on a terminal, else json
  --input KIND            what the files are:
                          text    each line stands by itself
                          html    read by its blocks, as on a page
                          ndjson  a document a line: {"id", "text", "lang"},
                                  of which "text" is required; answered line by
                                  line, each with its "id" (or "line")
                          default: by the ending (.html, .htm, .xhtml; .ndjson,
                          .jsonl), a page also by its beginning; else text
  --lines wrapped         text with hard line breaks: only a blank line ends a
                          paragraph (default: separate)
  --lang LANGUAGE         the language of texts that do not say (en, de-CH, …)
  --root SELECTOR         the part of a page to read, by tag, #id, .class or
                          [name=value]; default: the first that exists of
                          [itemprop=articleBody], article, main, body
  --occurrences HOW       all (default), first, section (the first behind each
                          heading), or how many of each entity
  --min-distance N        words between two mentions, at least
  --density N             mentions in a hundred words, at most
  --about ID              what the text is itself about: an id or an address; it
                          is not marked
  --certainty X           from 0 (default) to 1: how far the best of several
                          entities must be ahead; what is left undecided has its
                          "alternatives", the likeliest first
  --undecided skip        leaves those out
  --introduced WHERE      anywhere (default), or before: where a fuller alias
                          must stand for a short one to count
  --without STAGES        common-words, longer-names, context: stages to leave out
  --explain               a line of JSON for each thing that a stage said of an
                          alias at a place

Archives, a document a line, of any length:
  --workers N             how many search at once; default: one for each core.
                          The answers keep the order of the documents
  --skip N                leaves out the first N lines
  --resume OUT            OUT holds the answers so far: goes on behind the last
                          of them, and writes to OUT instead of stdout

Offsets are UTF-16 units of the file, the end exclusive: for HTML, of its source
as it stands. A byte order mark is not counted, CRLF counts two.
Files are UTF-8. A file or line that cannot be read is reported on stderr, the
others are still answered, and the exit code is 1.

Examples:
  namelight find --dictionary entities.json article.txt
  namelight find -d people.json -d places.json --format html a.html > b.html
  curl -s https://example.org/ | namelight find -d entities.json --input html -
  zcat archive.ndjson.gz | namelight find -d names.namelight --input ndjson - > out
  namelight find -d names.namelight archive.ndjson --resume out.ndjson
`;

const check = `Finds everything that is wrong in dictionaries, before a reader does.

Usage: namelight check [OPTIONS] DICTIONARY… [--against ARTICLE…]

  --against FILE…   articles (.txt, .html, .ndjson) or folders of them, to judge
                    the aliases by: which mark how often, with what around them;
                    what speaks against an alias comes first
  --strict          warnings, too, make the exit code 1
  --all             lists are not cut at ten
  --format FORMAT   text (default), or json: complete
                    {"dictionaries", "findings", "against"}

Each fault is one line: file:line:column: error or warning: JSON path: what is
wrong and what would be right; then a line that sums the file up. Behind that
stand warnings and notes for an editor, of all the dictionaries together: the
same entity under two ids, aliases that several entities share and which of them
wins, aliases that are common words (English, German, French, Spanish, Polish,
Russian and Turkish by frequency, others by stop words), aliases that are never
marked or of no use. An error left something out; a warning is never or wrongly
marked; a note may well be intended.

Examples:
  namelight check entities.json
  namelight check --strict people.json places.json
  namelight check entities.json --against articles/ *.html
`;

const compile = `Makes one compiled dictionary of sources, for pages to load.

Usage: namelight compile SOURCE… -o OUT [OPTIONS]

  -o, --output OUT   the file to write; the cards that tooltips show go beside
                     it, to OUT.cards/ (of an entity's keys: name, type,
                     description, url, image, sameAs)
  --no-cards         writes no cards
  --no-common-words  names that are ordinary words, by the lists that check has,
                     need no evidence
  --from KIND        what the sources are; default: by ending and first bytes
                     json      {"entities": […]}
                     jsonl     an entity a line; the first line may be the head
                               ({"name", "language", …})
                     csv       a table with a header row, parted by commas,
                               semicolons or tabs; tsv is by tabs alone.
                               Columns: id, name, aliases (parted by |), type,
                               description, description:de, url, image,
                               image:alt, image:credit, sameAs, wikidata,
                               weight, context, case and short (of the aliases)
                     sparql    a Wikidata query's result: ?item, ?itemLabel,
                               ?itemAltLabel, ?itemDescription, ?type, ?image,
                               ?article
                     wikidata  Wikidata's entities, one a line, as in its dumps
                     spacy     patterns of spaCy's EntityRuler
                     skos      SKOS in Turtle or JSON-LD
  --columns LIST     which header is which column: name=Label,aliases=Synonyms
  --language L       the dictionary's language, and that of the labels to take
                     from wikidata (default: en) and skos (default: the most
                     frequent)
  --name N           the dictionary's name
  --priority N       who wins a span that several dictionaries claim
  --strict           warnings, too, make the exit code 1

A source may be gzipped. Several become one dictionary; the first that gives a
name, language or priority counts. What is faulty is left out and told on
stderr with its place; the exit code is then 1, and OUT is written all the same
unless nothing can be used or a source breaks off.

Examples:
  namelight compile entities.json -o entities.namelight
  namelight compile people.csv places.jsonl.gz -o names.namelight --language en
  namelight compile staff.csv -o staff.namelight --columns id=Key,name=Label
`;

const info = `Tells what dictionaries hold.

Usage: namelight info [--format text|json] DICTIONARY…

Of a source: name, language, version, attribution, entities by type, aliases by
script, how many aliases an entity has, how many are shared, how many entities
have a description, an image, a url, sameAs. Of a compiled file: name, language,
version, attribution, priority, entities, aliases, cards, the version of its
format, bytes.

Example:
  namelight info entities.json
`;

const diff = `Compares two dictionaries by the marks they make.

Usage: namelight diff [OPTIONS] OLD NEW --against ARTICLE…

  --against FILE…   articles (.txt, .html, .ndjson), or folders of them
  --all             lists are not cut at ten
  --format FORMAT   text (default), or json: complete {"documents", "same",
                    "marks": [{"change", "text", "before", "after", "marks",
                    "place", "context"}, …], "entitiesAdded", …}

Tells which marks appear, vanish or change entity, by alias, most first, each
with the first place where it happens; and which entities and aliases were added
or removed. Differences are no fault: the exit code is 0.

Example:
  namelight diff old.json new.json --against articles/
`;

const expand = `Proposes further forms of a dictionary's names, for an editor to review.

Usage: namelight expand SOURCE --lang LANGUAGE [OPTIONS]
       namelight expand SOURCE --accept REVIEWED

  --lang L          en, de, fr, es, ru, uk, pl, tr, az, ar, he, zh, ja or ko
  --against FILE…   articles, or folders of them: only forms that stand in them,
                    where nothing is marked yet, are proposed, with how often
  --format FORMAT   json   the source, with "x-proposed" beside each entity's
                           aliases: [{"text", "short", "lang", "reason", "from",
                           "seen", "caution"}, …]; nothing reads it
                    tsv    a table for a spreadsheet, a line each
                    text   a list to read
                    default: text on a terminal, else json
  --accept FILE     the list in JSON or as a table (tabs, semicolons or commas),
                    without what you took out: writes the source with what is
                    left as aliases

Proposed are: surnames ("short": they count only beside a fuller name), initials,
names without middle names, titles or kinds of company; German genitives; cases
in Russian, Ukrainian, Polish and Azerbaijani, and of Turkish institutions; forms
with the prefixes of Arabic and Hebrew; other dots and spacing in Chinese,
Japanese and Korean. "x-gender": "female" or "male" at an entity decides how a
person's name is declined. What matching finds anyway (possessives, Turkish
suffixes behind an apostrophe, elided articles, Korean particles, other capitals
in headlines, accents) is not proposed.

Examples:
  namelight expand people.json --lang de --format tsv > forms.tsv
  namelight expand people.json --accept forms.tsv > people-with-forms.json
  namelight expand people.json --lang uk --against articles/
`;

const evaluate = `Scores what is found against annotated documents.

Usage: namelight evaluate --dictionary DICTIONARY [OPTIONS] GOLD…

  -d, --dictionary FILE   a source; the option may be given several times
  --types LIST            only predicted entities of these types, and kinds of
                          them, count (--types Place,Person)
  --stages                ours also without each of its stages
  --worst N               the N most frequent errors of each kind
  --lines wrapped         as for find
  --all                   lists are not cut at ten
  --format FORMAT         text (default), or json: {"sets": [{"file", "systems":
                          [{"name", "mentions", "entities", "known", "types"},
                          …], "worst"}, …]}

A GOLD file is a JSON list of documents: {"id", "lang", "text", "mentions":
[{"start", "end", "uri", "type"}, …], "span"}. Offsets are UTF-16 units; uri is
the entity's id or one of its sameAs, null where it is outside the knowledge
base; "coref": true leaves a mention out; span limits what is scored.

A span is right where both ends are, an entity where span and entity are;
averages are over all mentions of a set (GERBIL: strong annotation match,
micro, InKB). "known right" is the share of right entities where the span is right
and the dictionary has the entity. Beside ours stand: the same spans with always
the heaviest entity of an alias; plain-cs and plain-ci, leftmost-longest matching
as written and with case ignored, between letters and digits never.

Example:
  namelight evaluate --dictionary entities.json annotated.json --worst 20
`;

const topics = { find, compile, check, info, diff, expand, evaluate };

/** @param {keyof typeof topics | undefined} topic */
export function helpFor(topic) {
  return topic ? topics[topic] : general;
}
