//! Declarations as text, the same in hovers and in completion lists.

use fitz_analysis::{
    Db, DefaultValue, FieldInfo, ItemId, ItemKind, SourceFile, Ty, global_type, item, signature, type_info,
};
use fitz_syntax::TextRange;

/// The address under which a client opens a place; `None` when it cannot follow links.
pub type LinkTo<'a> = &'a dyn Fn(SourceFile, TextRange) -> Option<String>;

/// How many fields of a type a hover shows.
const MAX_FIELDS: usize = 40;

/// The declaration of an item, as one would write it, without its body.
pub(crate) fn declaration(db: &dyn Db, id: &ItemId) -> Option<String> {
    let found = item(db, id)?;
    match id.kind {
        ItemKind::Function | ItemKind::Method => signature(db, found).as_ref().map(|it| it.declaration()),
        ItemKind::Type => {
            let info = type_info(db, found).as_ref()?;
            let mut lines: Vec<String> =
                info.fields.iter().take(MAX_FIELDS).map(|it| format!("    {}", field(it))).collect();
            if info.fields.len() > MAX_FIELDS {
                lines.push(format!("    // and {} more", info.fields.len() - MAX_FIELDS));
            }
            let variables = match &info.variables {
                Some(variables) if !variables.is_empty() => format!("<{}>", variables.join(", ")),
                _ => String::new(),
            };
            let head = format!("type {}{variables}", id.name);
            Some(if lines.is_empty() { head } else { format!("{head} {{\n{}\n}}", lines.join("\n")) })
        }
        ItemKind::Global => Some(format!("let {}: {}", id.name, global_type(db, id, &id.name))),
        ItemKind::Import | ItemKind::Statement => None,
    }
}

/// `name: Type = default`
pub(crate) fn field(field: &FieldInfo) -> String {
    let hidden = if field.hidden { "@hidden " } else { "" };
    match default(field) {
        Some(default) => format!("{hidden}{}: {} = {default}", field.name, field.ty),
        None => format!("{hidden}{}: {}", field.name, field.ty),
    }
}

/// The default value of a field as source text; `...` when it is not a literal.
pub(crate) fn default(field: &FieldInfo) -> Option<String> {
    Some(match field.default.as_ref()? {
        DefaultValue::Int(number) => number.to_string(),
        DefaultValue::Float(text) => text.clone(),
        DefaultValue::Str(text) => format!("{text:?}"),
        DefaultValue::Bool(value) => value.to_string(),
        DefaultValue::Null => "null".to_owned(),
        DefaultValue::EmptyList => "[]".to_owned(),
        DefaultValue::EmptyMap => "{}".to_owned(),
        DefaultValue::Other => "...".to_owned(),
    })
}

/// A fenced block in the language of the user.
pub(crate) fn code(text: &str) -> String {
    format!("```fitz\n{text}\n```")
}

/// The type of a value in one line of code.
pub(crate) fn value(name: &str, ty: &Ty) -> String {
    format!("{name}: {ty}")
}

/// A name that leads to a place: a link, or the name with file and line.
pub(crate) fn link(db: &dyn Db, name: &str, place: (SourceFile, TextRange), link: LinkTo<'_>) -> String {
    match link(place.0, place.1) {
        Some(address) => format!("[`{name}`]({address})"),
        None => format!("`{name}` ({})", line(db, place)),
    }
}

/// File and line of a place: a link, if there are any.
pub(crate) fn place(db: &dyn Db, place: (SourceFile, TextRange), link: LinkTo<'_>) -> String {
    let shown = line(db, place);
    match link(place.0, place.1) {
        Some(address) => format!("[{shown}]({address})"),
        None => shown,
    }
}

fn line(db: &dyn Db, (file, range): (SourceFile, TextRange)) -> String {
    let line = file.content(db).text.line_of(range.start()) + 1;
    format!("{}:{line}", file.path(db).file_name())
}

/// What a doc comment says of a parameter, in the line of a list that starts with its name.
pub(crate) fn about_argument(doc: &str, name: &str) -> Option<String> {
    let named = format!("`{name}`");
    let is_about = |line: &&str| {
        line.strip_prefix("- ").and_then(|line| line.split_once(": ")).is_some_and(|(names, _)| names.contains(&named))
    };
    let mut lines = doc.lines().skip_while(|line| !is_about(line));
    let (_, first) = lines.next()?.split_once(": ")?;
    let rest = lines.take_while(|line| line.starts_with("  ")).map(str::trim);
    Some(std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" "))
}
