//! The Markdown of a page: sections, fenced blocks, and the projects that they make.

use super::Failure;

/// What the manifest of a project says that the page itself only gives lint levels for.
const PACKAGE: &str = "[package]\nname = \"page\"\nversion = \"0.1.0\"\nedition = \"2026\"\n";

/// The path of a program that a block does not name.
const MAIN: &str = "/main.fitz";

/// The path of the manifest.
const MANIFEST: &str = "/fitz.toml";

/// A page with its projects.
#[derive(Debug)]
pub(crate) struct Page {
    /// The projects in the order of the page.
    pub(crate) projects: Vec<Project>,
}

/// Files that are checked together.
#[derive(Debug)]
pub(crate) struct Project {
    /// The headings above it, joined.
    pub(crate) section: String,
    /// Its files.
    pub(crate) files: Vec<File>,
}

/// A file of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
    /// The line of the page on which the text starts, counted from 1.
    pub(crate) first_line: usize,
}

/// A fenced block.
struct Block {
    language: String,
    path: Option<String>,
    text: String,
    first_line: usize,
}

struct Section {
    name: String,
    /// How deep its heading is; 1 is the title of the page.
    depth: usize,
    line: usize,
    blocks: Vec<Block>,
}

impl Page {
    /// Reads a page, or tells what is wrong with its form.
    pub(crate) fn parse(text: &str) -> Result<Page, Vec<Failure>> {
        let sections = sections(text).map_err(|failure| vec![failure])?;
        let mut failures = Vec::new();
        let mut lint = None;
        let mut projects = Vec::new();
        for section in sections {
            let fail =
                |line, message: &str| Failure { line, section: section.name.clone(), message: message.to_owned() };
            if section.depth == 1 {
                for block in section.blocks {
                    let is_lint = block.language == "toml" && block.path.is_none() && lint.is_none();
                    match is_lint.then(|| lint_table(&block.text)) {
                        Some(Ok(table)) => lint = Some(table),
                        Some(Err(why)) => failures.push(fail(block.first_line, &why)),
                        None if block.is_part_of_a_project() => failures.push(fail(
                            block.first_line,
                            "a block under the title of the page is its `[lint]` table; programs belong into sections",
                        )),
                        None => {}
                    }
                }
                continue;
            }
            let blocks: Vec<Block> = section.blocks.into_iter().filter(Block::is_part_of_a_project).collect();
            if let Some(block) = blocks.iter().find(|block| block.language != "fitz" && block.path.is_none()) {
                failures.push(fail(block.first_line, "this block needs a path: ```toml path=/fitz.toml"));
                continue;
            }
            let is_one_project = blocks.iter().any(|block| block.path.is_some());
            let files = blocks.into_iter().map(|block| File {
                path: block.path.unwrap_or_else(|| MAIN.to_owned()),
                text: block.text,
                first_line: block.first_line,
            });
            if is_one_project {
                let files: Vec<File> = files.collect();
                let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
                paths.sort_unstable();
                if let Some(twice) = paths.windows(2).find(|pair| pair[0] == pair[1]) {
                    failures
                        .push(fail(section.line, &format!("two blocks of this section are the file `{}`", twice[0])));
                }
                projects.push(Project { section: section.name.clone(), files });
            } else {
                projects.extend(files.map(|file| Project { section: section.name.clone(), files: vec![file] }));
            }
        }
        if let Some(table) = &lint {
            projects.iter_mut().for_each(|project| project.add_lint_levels(table));
        }
        if projects.is_empty() && failures.is_empty() {
            failures.push(Failure { line: 1, section: String::new(), message: "the page has no program".to_owned() });
        }
        if failures.is_empty() { Ok(Page { projects }) } else { Err(failures) }
    }
}

impl Project {
    /// Puts the lint levels of the page into each manifest that has none of its own, or into a new one.
    fn add_lint_levels(&mut self, table: &str) {
        let is_manifest = |file: &File| file.path == MANIFEST || file.path.ends_with("/fitz.toml");
        if !self.files.iter().any(|file| file.path == MANIFEST) {
            let main = self.files.iter().find(|file| file.path.ends_with(".fitz"));
            let bin = main.map(|main| format!("\n[bin]\nmain = \"{}\"\n", main.path.trim_start_matches('/')));
            let first_line = self.files.first().map_or(1, |file| file.first_line);
            let text = format!("{PACKAGE}{}", bin.unwrap_or_default());
            self.files.push(File { path: MANIFEST.to_owned(), text, first_line });
        }
        for file in self.files.iter_mut().filter(|file| is_manifest(file)) {
            if !file.text.lines().any(|line| line.trim() == "[lint]") {
                file.text.push_str(&format!("\n{table}"));
            }
        }
    }
}

impl Block {
    /// Other languages without a path are illustrations.
    fn is_part_of_a_project(&self) -> bool {
        self.path.is_some() || matches!(self.language.as_str(), "fitz" | "toml")
    }
}

/// The text of the table, when the block is one `[lint]` table and nothing else.
fn lint_table(text: &str) -> Result<String, String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let starts_right = lines.next() == Some("[lint]");
    if starts_right && !lines.any(|line| line.starts_with('[')) {
        return Ok(text.to_owned());
    }
    Err("the block under the title of the page is one `[lint]` table and nothing else".to_owned())
}

fn sections(text: &str) -> Result<Vec<Section>, Failure> {
    let mut sections: Vec<Section> = Vec::new();
    let mut headings: Vec<(usize, String)> = Vec::new();
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    while let Some((number, line)) = lines.next() {
        let section = sections.last().map(|section| section.name.clone()).unwrap_or_default();
        let fail = |message: &str| Failure { line: number, section: section.clone(), message: message.to_owned() };
        let ticks = line.chars().take_while(|c| *c == '`').count();
        if ticks >= 3 {
            let (language, path) = info(&line[ticks..]).map_err(|why| fail(&why))?;
            let mut block = Block { language, path, text: String::new(), first_line: number + 1 };
            loop {
                let Some((_, line)) = lines.next() else { return Err(fail("this block is not closed")) };
                if line.trim_end().chars().all(|c| c == '`') && line.trim_end().len() >= ticks {
                    break;
                }
                block.text.push_str(line);
                block.text.push('\n');
            }
            let Some(section) = sections.last_mut() else { return Err(fail("a page starts with its `#` title")) };
            section.blocks.push(block);
            continue;
        }
        let depth = line.chars().take_while(|c| *c == '#').count();
        if depth > 0 && line[depth..].starts_with(' ') {
            if (depth == 1) != sections.is_empty() {
                return Err(fail("a page has one `#` title, at its start"));
            }
            headings.retain(|(above, _)| *above < depth && *above > 1);
            headings.push((depth, line[depth..].trim().to_owned()));
            let names: Vec<&str> = headings.iter().map(|(_, name)| name.as_str()).collect();
            sections.push(Section { name: names.join(" / "), depth, line: number, blocks: Vec::new() });
        }
    }
    Ok(sections)
}

/// The language and the path of a block: `fitz path=/util.fitz`.
fn info(text: &str) -> Result<(String, Option<String>), String> {
    let mut words = text.split_whitespace();
    let language = words.next().unwrap_or_default().to_owned();
    let path = match words.next() {
        None => None,
        Some(word) => match word.strip_prefix("path=") {
            Some(path) if path.starts_with('/') && path.len() > 1 => Some(path.to_owned()),
            Some(_) => return Err("the path of a block starts with `/`".to_owned()),
            None => return Err(format!("`{word}` is not known here; a block may have a `path=/name`")),
        },
    };
    match words.next() {
        Some(word) => Err(format!("`{word}` is not known here")),
        None => Ok((language, path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn projects(text: &str) -> Vec<Vec<(String, String, usize)>> {
        let page = Page::parse(text).unwrap_or_else(|failures| panic!("{failures:#?}"));
        page.projects
            .into_iter()
            .map(|project| project.files.into_iter().map(|it| (it.path, it.text, it.first_line)).collect())
            .collect()
    }

    fn complaint(text: &str) -> String {
        let failures = Page::parse(text).expect_err("the page is wrong");
        failures.iter().map(|it| format!("{}: {}", it.line, it.message)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn blocks_without_paths_are_projects_of_their_own() {
        let found = projects("# T\n\n## A\n```fitz\nlet a = 1\n```\ntext\n```fitz\nlet b = 2\n```\n```json\n{}\n```\n");
        let file = |text: &str, line| vec![(MAIN.to_owned(), text.to_owned(), line)];
        assert_eq!(found, [file("let a = 1\n", 5), file("let b = 2\n", 9)]);
    }

    #[test]
    fn a_block_with_a_path_makes_one_project_of_its_section() {
        let found = projects("# T\n## A\n```fitz\nimport b\n```\n```fitz path=/b.fitz\n```\n### C\n```fitz\nc\n```\n");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].iter().map(|file| file.0.as_str()).collect::<Vec<_>>(), ["/main.fitz", "/b.fitz"]);
    }

    #[test]
    fn sections_are_named_by_the_headings_above() {
        let page = Page::parse("# T\n## A\n### B\n```fitz\n```\n## C\n```fitz\n```\n").unwrap();
        assert_eq!(page.projects.iter().map(|it| it.section.as_str()).collect::<Vec<_>>(), ["A / B", "C"]);
    }

    #[test]
    fn the_lint_levels_of_a_page_reach_every_manifest_without_levels() {
        let head = "# T\n```toml\n[lint]\n\"unused-variable\" = \"off\"\n```\n";
        let plain = projects(&format!("{head}## A\n```fitz path=/a/app.fitz\n```\n"));
        assert_eq!(plain[0][1].0, "/fitz.toml");
        assert_eq!(
            plain[0][1].1,
            format!("{PACKAGE}\n[bin]\nmain = \"a/app.fitz\"\n\n[lint]\n\"unused-variable\" = \"off\"\n")
        );
        let own = projects(&format!("{head}## A\n```toml path=/fitz.toml\n[lint]\nx = \"off\"\n```\n```fitz\n```\n"));
        assert_eq!(own[0][0].1, "[lint]\nx = \"off\"\n");
        let below = projects(&format!("{head}## A\n```toml path=/kit/fitz.toml\n[lib]\n```\n```fitz\n```\n"));
        assert!(below[0][0].1.ends_with("[lint]\n\"unused-variable\" = \"off\"\n"), "{below:?}");
        assert_eq!(below[0][2].0, "/fitz.toml");
    }

    #[test]
    fn a_page_of_another_form_is_refused() {
        for (text, expected) in [
            ("## A\n```fitz\n```\n", "1: a page has one `#` title, at its start"),
            ("# A\n# B\n", "2: a page has one `#` title, at its start"),
            ("# A\n", "1: the page has no program"),
            ("# A\n## B\n```fitz\nlet a = 1\n", "3: this block is not closed"),
            ("# A\n## B\n```fitz path=a.fitz\n```\n", "3: the path of a block starts with `/`"),
            ("# A\n## B\n```fitz ignore\n```\n", "3: `ignore` is not known here; a block may have a `path=/name`"),
            ("# A\n## B\n```toml\n```\n", "4: this block needs a path: ```toml path=/fitz.toml"),
            (
                "# A\n## B\n```fitz\n```\n```fitz\n```\n```fitz path=/b.fitz\n```\n",
                "2: two blocks of this section are the file `/main.fitz`",
            ),
            (
                "# A\n```toml\n[package]\n```\n## B\n```fitz\n```\n",
                "3: the block under the title of the page is one `[lint]` table and nothing else",
            ),
            (
                "# A\n```fitz\n```\n",
                "3: a block under the title of the page is its `[lint]` table; programs belong into sections",
            ),
        ] {
            assert_eq!(complaint(text), expected, "{text:?}");
        }
    }
}
