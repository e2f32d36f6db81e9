//! The types of a body.
//!
//! [`infer`] walks one item and gives every expression, pattern and name a type and a meaning. It reads the item's own
//! text and what other items show of themselves ([`crate::signatures`]), never their bodies, with one exception: a global
//! without annotation has the type of its value.

mod annotation;
mod assignment;
mod asynchrony;
mod branches;
mod call;
mod comprehension;
mod conditions;
mod coverage;
pub(crate) mod evidence;
mod expr;
mod fields;
mod globals;
pub(crate) mod imported;
mod indexing;
mod interpolation;
mod jump;
mod matching;
mod mismatch;
pub(crate) mod missing_arms;
mod names;
mod operators;
mod pattern;
mod pattern_types;
mod statement;
pub(crate) mod structs;
mod supposed;

use std::sync::Arc;

pub use evidence::is_assigned_once;
pub(crate) use mismatch::article;
pub use operators::operation_type;

use fitz_syntax::{TextRange, TextSize};
use la_arena::ArenaMap;
use rustc_hash::FxHashMap;

use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::hir::{ExprId, ItemData, Lowered, PatId, Stmt};
use crate::inference::imported::Seeing;
use crate::item_tree::{Item, ItemId, ItemKind, item};
use crate::lower::lowered;
use crate::signatures::{Signature, nominal_fields, resolve_type, type_info};
use crate::ty::{Name, Nominal, Ty};

pub use supposed::{Supposed, suppose};

/// Everything that is known about the expressions of an item. Ranges are relative to the item.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Inference {
    /// The type of each expression.
    pub expr_types: ArenaMap<ExprId, Ty>,
    /// The type of each pattern.
    pub pat_types: ArenaMap<PatId, Ty>,
    /// Names that the item itself declares.
    pub locals: Vec<Local>,
    /// What name expressions and the names after dots mean.
    pub resolutions: FxHashMap<ExprId, Resolution>,
    /// What binding patterns declare.
    pub bindings: FxHashMap<PatId, LocalId>,
    /// Whether the type of a global's value follows from declarations and literals alone.
    pub(crate) has_established_value: bool,
    /// Whether members of types that other files of the program declare are used.
    uses_imported_types: bool,
    /// What is wrong.
    pub(crate) findings: Vec<Finding>,
    /// The signature that a call was checked against, receiver types filled in.
    pub callees: FxHashMap<ExprId, Arc<Signature>>,
}

/// Index into [`Inference::locals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalId(u32);

/// A name that an item declares for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    /// The name.
    pub name: Name,
    /// The declared type, or that of its first value.
    pub ty: Ty,
    /// Whether a type is written.
    pub is_annotated: bool,
    /// The name in its declaration.
    pub range: TextRange,
    /// Where it can be used: the scope that it is declared in.
    pub scope: TextRange,
    /// From where in the scope on.
    pub visible_from: TextSize,
    /// How it is declared.
    pub kind: LocalKind,
}

/// How a [`Local`] is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalKind {
    /// A parameter of a function or closure.
    Parameter,
    /// `let`, an assignment, or a pattern.
    Variable,
    /// A function inside a body.
    Function,
    /// An import inside a body.
    Import,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// Declared in the same item.
    Local(LocalId),
    /// A function, method, type or global, of any file.
    Item(ItemId),
    /// A field of a type.
    Field(Nominal, Name),
    /// A module.
    Module(SourceFile),
    /// Something opaque: a Python value, a view file.
    Opaque,
    /// An import statement that leads nowhere.
    Import(ItemId),
}

impl Inference {
    /// The type of an expression; `Any` when it has none.
    #[must_use]
    pub fn expr_type(&self, id: ExprId) -> &Ty {
        self.expr_types.get(id).unwrap_or(&Ty::Any)
    }

    /// The type of a pattern; `Any` when it has none.
    #[must_use]
    pub fn pat_type(&self, id: PatId) -> &Ty {
        self.pat_types.get(id).unwrap_or(&Ty::Any)
    }

    /// A local by its number.
    #[must_use]
    pub fn local(&self, id: LocalId) -> Option<&Local> {
        self.locals.get(id.0 as usize)
    }

    /// The locals that can be used at a place, innermost last. A later one hides an earlier one of the same name.
    pub fn locals_at(&self, offset: TextSize) -> Vec<&Local> {
        let mut visible: Vec<&Local> = self
            .locals
            .iter()
            .filter(|local| local.scope.contains_inclusive(offset) && local.visible_from <= offset)
            .collect();
        visible.sort_by_key(|local| (local.scope.start(), local.visible_from));
        visible
    }
}

/// The types of an item's body.
#[salsa::tracked(returns(ref), cycle_result = infer_in_a_cycle)]
pub fn infer<'db>(db: &'db dyn Db, item: Item<'db>) -> Inference {
    inferred(db, item, item.text(db), lowered(db, item), Seeing::Shown)
}

/// Globals that need each other have no type.
fn infer_in_a_cycle<'db>(_db: &'db dyn Db, _id: salsa::Id, _item: Item<'db>) -> Inference {
    Inference::default()
}

/// The types of an item's body, as they follow from what is seen of the members of imported types.
#[salsa::tracked(returns(ref), cycle_result = infer_seeing_in_a_cycle)]
fn infer_seeing<'db>(db: &'db dyn Db, item: Item<'db>, seeing: Seeing) -> Inference {
    inferred(db, item, item.text(db), lowered(db, item), seeing)
}

fn infer_seeing_in_a_cycle<'db>(_db: &'db dyn Db, _id: salsa::Id, _item: Item<'db>, _seeing: Seeing) -> Inference {
    Inference::default()
}

/// The types of a body that says `lowered`, at the place of an item.
fn inferred<'db>(db: &'db dyn Db, item: Item<'db>, text: &'db str, lowered: &'db Lowered, seeing: Seeing) -> Inference {
    let mut context = Context {
        db,
        item,
        id: item.id(db),
        text,
        lowered,
        seeing,
        result: Inference::default(),
        scopes: Vec::new(),
        functions: Vec::new(),
        loops: Vec::new(),
        declaring: Vec::new(),
        is_in_decorator: false,
        unread_depth: 0,
        query_depth: 0,
        suspicions: Vec::new(),
    };
    context.item();
    context.report_suspicions();
    context.result
}

/// The type of a global: as declared, or that of its value.
pub fn global_type(db: &dyn Db, id: &ItemId, name: &str) -> Ty {
    let Some(item) = item(db, id) else { return Ty::Any };
    match lowered(db, item).global_annotation() {
        Some(annotation) => resolve_type(db, id.file, annotation),
        None => type_of_value(lowered(db, item), name, infer(db, item)),
    }
}

/// The type that the value of a global without annotation gives one of its names.
fn type_of_value(lowered: &Lowered, name: &str, inference: &Inference) -> Ty {
    if let ItemData::Statement(Stmt::Assign { target, .. }) = &lowered.data {
        return inference.expr_type(*target).clone();
    }
    inference.locals.iter().find(|local| local.name == name).map_or(Ty::Any, |local| local.ty.clone())
}

struct Context<'db> {
    db: &'db dyn Db,
    item: Item<'db>,
    id: &'db ItemId,
    /// The text that is walked, which all ranges are relative to.
    text: &'db str,
    lowered: &'db Lowered,
    seeing: Seeing,
    result: Inference,
    scopes: Vec<Scope>,
    functions: Vec<FunctionFrame>,
    /// One frame per enclosing `loop` expression or loop statement of the same function.
    loops: Vec<LoopFrame>,
    /// The variables whose values are being walked, with the number of functions around each.
    declaring: Vec<(Name, usize)>,
    /// The arguments of decorators name parameters, keys and columns; the rules of decorators look at them.
    is_in_decorator: bool,
    /// How many branches, arms and closures are around: the language does not read their annotations.
    unread_depth: usize,
    /// How many calls of queries are around: in their closures, columns have operators that no value has.
    query_depth: usize,
    /// What is reported only if the types that it follows from turn out to be established.
    suspicions: Vec<evidence::Suspicion>,
}

struct Scope {
    range: TextRange,
    names: FxHashMap<Name, (Resolution, Ty)>,
}

/// A function whose body is being walked.
struct FunctionFrame {
    /// The types of its `return`s.
    returns: Vec<Ty>,
    /// Its name; empty for a closure.
    name: Name,
    kind: FunctionKind,
    is_async: bool,
    /// The `fn` keyword, where `async` belongs before.
    fn_keyword: TextRange,
    /// The declared result, and the annotation that declares it. `None` for a closure, where it has no effect.
    result: Option<(Ty, TextRange)>,
}

/// What kind of function is being walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FunctionKind {
    /// The function or method that the item declares.
    Item,
    /// A named function inside a body.
    Nested,
    /// A function without a name.
    Closure,
}

/// A loop around the expression that is walked. A `while` or `for` has no value, and its label is not needed.
#[derive(Default)]
struct LoopFrame {
    /// Whether it is a `loop`: only these have values.
    has_value: bool,
    /// The label of a `loop`.
    label: Option<Name>,
    /// The types of its `break`s.
    breaks: Vec<Ty>,
}

impl<'db> Context<'db> {
    /// Reports a mistake. Nothing is reported of the arguments of decorators here.
    fn report(&mut self, finding: Finding) {
        if !self.is_in_decorator {
            self.result.findings.push(finding);
        }
    }

    fn item(&mut self) {
        let everything = TextRange::up_to(TextSize::from(u32::MAX));
        let lowered = self.lowered;
        self.is_in_decorator = true;
        for argument in lowered.decorators.iter().flat_map(|decorator| &decorator.arguments) {
            self.with_scope(everything, |this| this.expr(argument.value));
        }
        self.is_in_decorator = false;
        match &lowered.data {
            ItemData::Function(function) => self.with_scope(everything, |this| {
                if this.id.kind == ItemKind::Method && !function.is_static {
                    this.declare_fields();
                }
                this.function(function, &[]);
            }),
            ItemData::Type(_) => self.with_scope(everything, Self::fields),
            ItemData::Statement(statement) => {
                self.with_scope(everything, |this| {
                    this.statement(statement);
                });
            }
            ItemData::Import(_) | ItemData::FromImport(_) => {}
        }
    }

    /// Inside an instance method the fields of its type are visible as names.
    fn declare_fields(&mut self) {
        let Some(owner) = self.id.owner.clone() else { return };
        let nominal = Nominal { file: self.id.file, name: owner };
        let is_builtin = crate::signatures::nominal_item(self.db, &nominal)
            .and_then(|item| type_info(self.db, item).as_ref())
            .is_some_and(|info| info.variables.is_some());
        if is_builtin {
            return;
        }
        for field in nominal_fields(self.db, &nominal) {
            let resolution = Resolution::Field(nominal.clone(), field.name.clone());
            self.bind(field.name, resolution, field.ty);
        }
    }

    fn with_scope<T>(&mut self, range: TextRange, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(Scope { range, names: FxHashMap::default() });
        let value = walk(self);
        self.scopes.pop();
        value
    }

    /// A scope whose annotations the language does not read.
    fn with_unread_scope<T>(&mut self, range: TextRange, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.unread_depth += 1;
        let value = self.with_scope(range, walk);
        self.unread_depth -= 1;
        value
    }

    fn bind(&mut self, name: Name, resolution: Resolution, ty: Ty) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.names.insert(name, (resolution, ty));
        }
    }

    fn declare(&mut self, local: NewLocal) -> LocalId {
        let id = LocalId(u32::try_from(self.result.locals.len()).unwrap_or(u32::MAX));
        let scope = self.scopes.last().map(|scope| scope.range).unwrap_or_default();
        self.bind(local.name.clone(), Resolution::Local(id), local.ty.clone());
        self.result.locals.push(Local {
            name: local.name,
            ty: local.ty,
            is_annotated: local.is_annotated,
            range: local.range,
            scope,
            visible_from: local.visible_from,
            kind: local.kind,
        });
        id
    }
}

struct NewLocal {
    name: Name,
    ty: Ty,
    is_annotated: bool,
    range: TextRange,
    visible_from: TextSize,
    kind: LocalKind,
}
