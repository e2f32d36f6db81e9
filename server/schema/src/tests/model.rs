//! Declared types without source text, and programs on disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fitz_analysis::{
    DefaultValue, FieldInfo, FilePath, Host, ItemId, ItemKind, Name, Nominal, SourceFile, SourcePointer, Ty,
};
use fitz_syntax::TextRange;

use crate::types::TypeSource;
use crate::{AsyncApiOptions, Document, OpenApiOptions};

/// Declared types of two modules, `main` and `other`.
pub(super) struct Model {
    pub(super) main: SourceFile,
    pub(super) other: SourceFile,
    types: BTreeMap<(SourceFile, Name), Vec<FieldInfo>>,
}

impl Model {
    pub(super) fn new() -> Model {
        let mut host = Host::new();
        let [main, other] = ["/main.fitz", "/other.fitz"].map(|path| {
            let path = FilePath::new(path);
            host.set_disk(&path, Some(Arc::from("")));
            fitz_analysis::file(host.db(), &path).unwrap()
        });
        Model { main, other, types: BTreeMap::new() }
    }

    /// A type of the main module without fields yet.
    pub(super) fn nominal(&self, name: &str) -> Nominal {
        Nominal { file: self.main, name: Name::from(name) }
    }

    /// Declares the fields of a type.
    pub(super) fn declare(&mut self, nominal: &Nominal, fields: Vec<(&str, Ty, Option<DefaultValue>)>) -> Ty {
        let item =
            ItemId { file: nominal.file, kind: ItemKind::Type, owner: None, name: nominal.name.clone(), ordinal: 0 };
        let pointer = SourcePointer { item, range: TextRange::default() };
        let fields = fields.into_iter().map(|(name, ty, default)| FieldInfo {
            name: Name::from(name),
            nullable: matches!(ty, Ty::Nullable(_)),
            ty,
            default,
            hidden: false,
            doc: None,
            pointer: pointer.clone(),
            name_pointer: pointer.clone(),
        });
        self.types.insert((nominal.file, nominal.name.clone()), fields.collect());
        Ty::Nominal(nominal.clone())
    }
}

impl TypeSource for Model {
    fn fields(&self, nominal: &Nominal) -> Vec<FieldInfo> {
        self.types.get(&(nominal.file, nominal.name.clone())).cloned().unwrap_or_default()
    }

    fn doc(&self, _: &Nominal) -> Option<String> {
        None
    }

    fn pointer(&self, _: &Nominal) -> Option<SourcePointer> {
        None
    }
}

/// The `tests` directory of the repository.
pub(super) fn tests_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

/// The AsyncAPI document of a program.
pub(super) fn asyncapi(host: &Host, entry: SourceFile, options: &AsyncApiOptions) -> Document {
    crate::asyncapi_document(host.db(), entry, options.clone()).clone()
}

/// The OpenAPI document of a program, without options.
pub(super) fn openapi(host: &Host, entry: SourceFile) -> Document {
    crate::openapi_document(host.db(), entry, OpenApiOptions::default()).clone()
}

/// The programs in a directory: directories with a `main.fitz`, in the order of their names.
pub(super) fn programs_in(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("main.fitz").is_file())
        .map(|entry| entry.file_name().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// The five complete programs of the test data.
pub(super) fn apps() -> Vec<(String, Host, SourceFile)> {
    let directory = tests_directory().join("apps");
    let mut names: Vec<String> = std::fs::read_dir(&directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_str().unwrap().to_owned())
        .filter(|name| name.ends_with(".fitz"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 5, "{names:?}");
    names
        .into_iter()
        .map(|name| {
            let (host, entry) = load(&directory, &name);
            (name, host, entry)
        })
        .collect()
}

/// A database that holds every file below `directory`, under `/`, and the entry of that name.
pub(super) fn load(directory: &Path, entry: &str) -> (Host, SourceFile) {
    let mut host = Host::new();
    let mut open = vec![directory.to_path_buf()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|child| child.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "fitz" || extension == "toml") {
            let relative = path.strip_prefix(directory).unwrap().to_str().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            host.set_disk(&FilePath::new(&format!("/{relative}")), Some(Arc::from(text)));
        }
    }
    let entry = fitz_analysis::file(host.db(), &FilePath::new(&format!("/{entry}"))).unwrap();
    (host, entry)
}

/// A database with one program of one file.
pub(super) fn source(text: &str) -> (Host, SourceFile) {
    let mut host = Host::new();
    let path = FilePath::new("/main.fitz");
    host.set_disk(&path, Some(Arc::from(text)));
    let entry = fitz_analysis::file(host.db(), &path).unwrap();
    (host, entry)
}
