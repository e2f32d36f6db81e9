//! What the sections and keys of a manifest mean.

/// A section of a manifest.
pub(crate) struct Section {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) example: &'static str,
    /// The keys with a name of their own; those of the other sections are chosen by the user.
    pub(crate) keys: &'static [Key],
}

/// A key of a section.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// What its value is.
    pub(crate) kind: Kind,
    /// Whether it is required, or what counts without it.
    pub(crate) default: &'static str,
    pub(crate) about: &'static str,
    pub(crate) example: &'static str,
}

/// The type of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// The path of a file or directory, from that of the manifest.
    Path,
    Texts,
    /// One of some words.
    Word(&'static [Choice]),
}

/// A word that a value can be.
#[derive(PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) word: &'static str,
    pub(crate) about: &'static str,
}

impl Kind {
    /// The type in words.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Text => "a string",
            Kind::Path => "a path, from the directory of the manifest",
            Kind::Texts => "a list of strings",
            Kind::Word(_) => "a string, one of a few words",
        }
    }

    /// The words that a value can be, where they are few.
    pub(crate) fn choices(self) -> &'static [Choice] {
        match self {
            Kind::Word(choices) => choices,
            _ => &[],
        }
    }
}

/// The section of that name.
pub(crate) fn section(name: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.name == name)
}

/// The key that a path of names leads to: that of a section, or of a dependency.
pub(crate) fn key(path: &[String]) -> Option<&'static Key> {
    let keys = keys_below(path.split_last()?.1);
    keys.iter().find(|key| Some(key.name) == path.last().map(String::as_str))
}

/// The keys that can stand where a path of names leads to.
pub(crate) fn keys_below(path: &[String]) -> &'static [Key] {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match *path.as_slice() {
        ["dependencies", _] => &DEPENDENCY,
        [name] => section(name).map_or(&[], |section| section.keys),
        _ => &[],
    }
}

/// All sections.
pub(crate) const SECTIONS: [Section; 6] = [
    Section {
        name: "package",
        about: "What the package is called, and what it is. Every manifest has this section.",
        example: "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2026\"",
        keys: &PACKAGE,
    },
    Section {
        name: "bin",
        about: "A program of the package: where it starts. With several programs, each has a section `[[bin]]` and a name, and \
                `--bin NAME` chooses one.",
        example: "[bin]\nmain = \"src/main.fitz\"",
        keys: &BIN,
    },
    Section {
        name: "lib",
        about: "What other packages import, and the tests of this one, by the name of the package.",
        example: "[lib]\nentry = \"src/lib.fitz\"",
        keys: &LIB,
    },
    Section {
        name: "dependencies",
        about: "The packages that programs of this one import, each by its key here: a directory, or a Git repository with a tag or \
                a revision. Dependencies of dependencies are not followed.",
        example: "[dependencies]\nmoney = { path = \"../money\" }\nslug = { git = \"https://example.org/slug.git\", tag = \"v1.2.0\" }",
        keys: &[],
    },
    Section {
        name: "flags",
        about: "Feature flags, with the value that counts unless the environment says otherwise. `@flag` and `flag()` ask for them.",
        example: "[flags]\nbeta-cart = false",
        keys: &[],
    },
    Section {
        name: "lint",
        about: "How bad findings are in this package, by their code; `*` stands for any text. Read by these tools, not by `fitz`.",
        example: "[lint]\nunused-import = \"error\"\n\"ws/*\" = \"hint\"",
        keys: &[],
    },
];

const PACKAGE: [Key; 6] = [
    Key {
        name: "name",
        kind: Kind::Text,
        default: "required",
        about: "The name of the package. It starts with a lower-case letter; letters, digits, `_` and `-` may follow, 64 characters \
                in all. With a `-` in it, tests cannot import the package.",
        example: "name = \"shop\"",
    },
    Key {
        name: "version",
        kind: Kind::Text,
        default: "required",
        about: "The version of the package, for people and documents; nothing is chosen by it.",
        example: "version = \"0.1.0\"",
    },
    Key {
        name: "edition",
        kind: Kind::Text,
        default: "required",
        about: "The edition of the language.",
        example: "edition = \"2026\"",
    },
    Key {
        name: "authors",
        kind: Kind::Texts,
        default: "optional",
        about: "Who wrote the package.",
        example: "authors = [\"Ada <ada@example.org>\"]",
    },
    Key {
        name: "description",
        kind: Kind::Text,
        default: "optional",
        about: "What the package is for, in a sentence.",
        example: "description = \"A shop with a live basket\"",
    },
    Key {
        name: "license",
        kind: Kind::Text,
        default: "optional",
        about: "The licence of the package.",
        example: "license = \"MIT\"",
    },
];

const BIN: [Key; 4] = [
    Key {
        name: "name",
        kind: Kind::Text,
        default: "in `[bin]`, the name of the package; required in `[[bin]]`, where each has its own",
        about: "The name of the program, by which `--bin` chooses it.",
        example: "name = \"api\"",
    },
    Key {
        name: "main",
        kind: Kind::Path,
        default: "required",
        about: "The file where the program starts: a program (`.fitz`) or a view (`.fitzv`).",
        example: "main = \"src/main.fitz\"",
    },
    Key {
        name: "target",
        kind: Kind::Word(&TARGETS),
        default: "`\"native\"`",
        about: "Where the program runs.",
        example: "target = \"wasm-client\"",
    },
    Key {
        name: "mount",
        kind: Kind::Text,
        default: "none; required for the target `wasm-client`",
        about: "The element of the page that shows the view, as a CSS selector.",
        example: "mount = \"#app\"",
    },
];

const TARGETS: [Choice; 3] = [
    Choice { word: "native", about: "A program of the machine: a server or a command. Its `main` is a `.fitz` file." },
    Choice { word: "wasm-client", about: "A view that runs in the browser, at the element that `mount` names." },
    Choice { word: "ssr", about: "Reserved for views that a server renders: read, but not built yet." },
];

const LIB: [Key; 1] = [Key {
    name: "entry",
    kind: Kind::Path,
    default: "required",
    about: "The file that is imported by the name of the package. Modules beside it are reached through it: `from shop.ui import …`.",
    example: "entry = \"src/lib.fitz\"",
}];

const DEPENDENCY: [Key; 4] = [
    Key {
        name: "path",
        kind: Kind::Path,
        default: "required without `git`",
        about: "The directory of the other package, the one with its `fitz.toml`.",
        example: "money = { path = \"../money\" }",
    },
    Key {
        name: "git",
        kind: Kind::Text,
        default: "required without `path`",
        about: "The address of a Git repository; a `tag` or a `rev` says which state of it. `fitz` fetches it when it builds or runs.",
        example: "slug = { git = \"https://example.org/slug.git\", tag = \"v1.2.0\" }",
    },
    Key {
        name: "tag",
        kind: Kind::Text,
        default: "with `git`, this or `rev` is required",
        about: "The tag of the Git repository that is used.",
        example: "slug = { git = \"https://example.org/slug.git\", tag = \"v1.2.0\" }",
    },
    Key {
        name: "rev",
        kind: Kind::Text,
        default: "with `git`, this or `tag` is required",
        about: "The commit of the Git repository that is used.",
        example: "slug = { git = \"https://example.org/slug.git\", rev = \"4f2d9c1\" }",
    },
];

/// How bad the findings of a code can be.
pub(crate) const LEVELS: [Choice; 5] = [
    Choice { word: "off", about: "The findings are not shown." },
    Choice { word: "hint", about: "A better form exists." },
    Choice { word: "info", about: "Worth knowing." },
    Choice { word: "warning", about: "The program runs, and something will go wrong." },
    Choice { word: "error", about: "The program is refused, or cannot work." },
];
