/** What the command says about itself, and to wrong usage. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { version } from "namelight";
import { file, namelight } from "./command.js";

const sound = file("sound.json", { entities: [{ id: "a", name: "Hamas" }] });

test("usage: what is wrong is named with what would be right, and the exit code is 2", async () => {
  for (const [words, message] of /** @type {[string[], RegExp][]} */ ([
    [[], /which command\? find, compile, check/],
    [["fnid"], /unknown command "fnid"; did you mean "find"\?/],
    [["frobnicate"], /unknown command "frobnicate": find, compile, check, .* are known/],
    [["--dictionary", "d", "find"], /the command comes first/],
    [["find", "a.txt"], /--dictionary/],
    [["find", "-d", sound], /needs a file/],
    [["find", "-d", sound, "--fromat", "json", "a"], /unknown option --fromat; did you mean --format\?/],
    [["find", "-d", sound, "-x", "a"], /unknown option -x: --dictionary, /],
    [["find", "-d", sound, "--format", "jsn", "a"], /--format cannot be "jsn"; did you mean "json"\?/],
    [["find", "--dictionary", "--format", "json", "a"], /--dictionary needs a value/],
    [["find", "-d", sound, "--format"], /--format needs a value: json, text, html, ndjson/],
    [["find", "-d", sound, "--lang", "english!", "a"], /--lang cannot be "english!"/],
    [["find", "-d", sound, "--root", "a > b", "a"], /--root cannot be "a > b"/],
    [["find", "-d", sound, "--occurrences", "0", "a"], /--occurrences cannot be "0"/],
    [["find", "-d", "-", "-"], /only once/],
    [["find", "-d", sound, "--format", "html", "a.ndjson"], /not for documents one a line/],
    [["find", "-d", sound, "--format", "html", "a", "b"], /takes one file/],
    [["compile", "-o", "x"], /needs a source/],
    [["compile", sound], /needs a file to write: -o/],
    [["compile", sound, "-o", "-"], /-o cannot be -/],
    [["compile", sound, "-o", `./${sound}`], /is a source, too/],
    [["compile", "-", "-", "-o", "x"], /only once/],
    [["compile", sound, "-o", "x", "--from", "jsn"], /--from cannot be "jsn"; did you mean "json"\?/],
    [["compile", sound, "-o", "x", "--priority", "1.5"], /--priority cannot be "1.5"/],
    [["compile", sound, "-o", "x", "--language", "english!"], /--language cannot be "english!"/],
    [["compile", sound, "-o", "x", "--columns", "name"], /--columns cannot be "name": it is KEY=HEADER/],
    [["compile", sound, "-o", "x", "--columns", "alises=A"], /--columns does not know "alises"; did you mean "aliases"\?/],
    [["check"], /needs a dictionary/],
    [["check", "--strict=yes", "a"], /--strict takes no value/],
    [["check", sound, "--against"], /--against needs a value/],
    [["check", "-", "--against", "a", "-"], /only once/],
    [["info"], /needs a dictionary/],
    [["diff", sound, "--against", "a"], /needs two dictionaries.* not 1/],
    [["diff", sound, sound], /--against articles/],
    [["diff", sound, sound, "--against", "a", "--format", "html"], /--format cannot be "html".*text, json/],
    [["check", "--strickt", "a"], /unknown option --strickt; did you mean --strict\?/],
  ])) {
    const { status, stdout, stderr } = await namelight(words);
    assert.match(stderr, message);
    assert.match(stderr, /--help" shows how it is used\.\n$/);
    assert.deepEqual([status, stdout], [2, ""], words.join(" "));
  }
});

test("help and version go to stdout", async () => {
  for (const words of [["--help"], ["-h"], ["help"], ["find", "--help"], ["help", "find"], ["check", "-h"], ["info", "-h"], ["diff", "-h"], ["compile", "--help"]]) {
    const { status, stdout, stderr } = await namelight(words);
    assert.match(stdout, /Usage:/);
    assert.ok(stdout.split("\n").every((line) => line.length <= 84), "a line is too wide");
    assert.deepEqual([status, stderr], [0, ""], words.join(" "));
  }
  assert.equal((await namelight(["--version"])).stdout, `${version}\n`);
});
