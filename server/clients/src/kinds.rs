//! Which literals a field such as `kind` can have: the discriminators of the types of a program.
//!
//! Fitz has no sum types. A protocol with several shapes is one wide `type` with a text field that tells them apart, so the
//! literals that the program writes into that field and compares it with are what a client knows as a union. They count
//! only when all of them are known; a value that comes from elsewhere leaves the field a plain text. A comment of the field
//! that lists its values (`"ping" | "join"`) settles it, as long as the code uses no other one.

use fitz_analysis::hir::BinaryOp;
use fitz_analysis::hir::{Expr, ExprId, LiteralPat, Pat, PatId, Stmt, StrPart};
use fitz_analysis::{
    Builtin, Db, DefaultValue, FieldInfo, Name, Nominal, Program, Push, Resolution, Ty, nominal_fields,
};
use fitz_schema::{is_open, kind_field, listed_kinds};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::values::{Bodies, Evaluation, Unit, Values};

/// Who makes the values of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Maker {
    /// The client, for the service to read.
    Client,
    /// The service, for its clients to read.
    Service,
}

/// A field whose literals are all known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Discriminator {
    /// The field.
    pub(crate) field: Name,
    /// Its literals, in the order of the comment or of the source.
    pub(crate) literals: Vec<String>,
    /// For the values of each literal: the fields that always or never are `null`, although their type allows both.
    pub(crate) narrowed: FxHashMap<(String, Name), Ty>,
}

/// What a program does with the types of its frames.
pub(crate) struct Kinds<'a, 'db> {
    db: &'db dyn Db,
    program: &'a Program,
    bodies: Bodies<'db>,
}

/// A place where a value of a type is made.
struct Site<'a, 'db> {
    unit: &'a Unit<'db>,
    fields: &'db [fitz_analysis::hir::FieldInit],
}

impl<'a, 'db> Kinds<'a, 'db> {
    /// Reads the bodies of a program.
    pub(crate) fn new(db: &'db dyn Db, program: &'a Program) -> Kinds<'a, 'db> {
        Kinds { db, program, bodies: Bodies::new(db, program) }
    }

    /// The discriminator of a type, when it has a field of a fitting name whose literals are all known.
    pub(crate) fn discriminator(&self, nominal: &Nominal, maker: Maker) -> Option<Discriminator> {
        let fields = nominal_fields(self.db, nominal);
        let field = kind_field(&fields)?;
        let values = self.of(nominal, field, maker, &mut FxHashSet::default());
        let may_narrow = maker == Maker::Service && !values.is_open && values.passed_on.is_empty();
        let listed = field.doc.as_deref().and_then(listed_kinds);
        let listed = listed.filter(|listed| values.known.iter().all(|literal| listed.contains(literal)));
        let literals = listed.or_else(|| values.all()).filter(|literals| !literals.is_empty())?;
        let narrowed = if may_narrow { self.narrowed(nominal, field, &fields) } else { FxHashMap::default() };
        Some(Discriminator { field: field.name.clone(), literals, narrowed })
    }

    fn of(&self, nominal: &Nominal, field: &FieldInfo, maker: Maker, seen: &mut FxHashSet<(Nominal, Name)>) -> Values {
        let mut values = match maker {
            Maker::Client => {
                let mut values = self.compared(nominal, &field.name);
                // A field that nobody looks at says nothing, whatever its default is.
                if values.known.is_empty() {
                    values.is_open = true;
                }
                values
            }
            Maker::Service => self.made(nominal, field, seen),
        };
        if maker == Maker::Client
            && let Some(DefaultValue::Str(text)) = &field.default
        {
            values.add(Values::one(text));
        }
        if self.travels_both_ways(nominal) && !self.is_made_before_each_push(nominal) {
            values.is_open = true;
        }
        values
    }

    /// What the program writes into a field.
    fn made(&self, nominal: &Nominal, field: &FieldInfo, seen: &mut FxHashSet<(Nominal, Name)>) -> Values {
        if !seen.insert((nominal.clone(), field.name.clone())) {
            return Values::default();
        }
        if self.comes_from_elsewhere(nominal) {
            return Values::open();
        }
        let mut values = Values::default();
        for site in self.sites(nominal) {
            values.add(self.value_at(&site, field, seen));
        }
        for unit in &self.bodies.units {
            for statement in unit.lowered.statements() {
                let Stmt::Assign { target, op, value, .. } = statement else { continue };
                if is_field(unit, *target, nominal, &field.name) {
                    values.add(if op.is_none() { self.evaluate(unit, *value, seen) } else { Values::open() });
                }
            }
        }
        values
    }

    fn value_at(&self, site: &Site<'_, 'db>, field: &FieldInfo, seen: &mut FxHashSet<(Nominal, Name)>) -> Values {
        match site.fields.iter().find(|given| given.name.name == field.name) {
            Some(given) => self.evaluate(site.unit, given.value, seen),
            None => match &field.default {
                Some(DefaultValue::Str(text)) => Values::one(text),
                _ => Values::open(),
            },
        }
    }

    fn evaluate(&self, unit: &Unit<'db>, value: ExprId, seen: &mut FxHashSet<(Nominal, Name)>) -> Values {
        let of_field = |nominal: &Nominal, name: &str| {
            let fields = nominal_fields(self.db, nominal);
            let Some(field) = fields.iter().find(|field| field.name == name) else { return Values::open() };
            let listed = field.doc.as_deref().and_then(listed_kinds);
            match listed {
                Some(passed_on) => Values { passed_on, ..Values::default() },
                None if self.is_read_from_frames(nominal) => Values::open(),
                None => self.made(nominal, field, seen),
            }
        };
        Evaluation { bodies: &self.bodies, of_field, visited: FxHashSet::default() }.values(unit, value)
    }

    /// The places where the program makes a value of a type.
    fn sites<'b>(&'b self, nominal: &'b Nominal) -> impl Iterator<Item = Site<'b, 'db>> + 'b {
        self.bodies.units.iter().flat_map(move |unit| {
            unit.body().exprs.iter().filter_map(move |(id, expr)| match expr {
                Expr::Struct { fields, .. } if unit.nominal(id) == Some(nominal) => Some(Site { unit, fields }),
                _ => None,
            })
        })
    }

    /// What the program compares a field with. Open when it does anything else with it but showing it.
    fn compared(&self, nominal: &Nominal, field: &str) -> Values {
        let mut values = Values::default();
        for unit in &self.bodies.units {
            values.add(self.compared_in(unit, nominal, field));
        }
        values
    }

    fn compared_in(&self, unit: &Unit<'db>, nominal: &Nominal, field: &str) -> Values {
        let mut values = Values::default();
        let mut uses = uses(unit, nominal, field);
        if uses.is_empty() {
            return values;
        }
        for (_, expr) in unit.body().exprs.iter() {
            match expr {
                Expr::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                    for (used, other) in [(left, right), (right, left)] {
                        if uses.remove(used) {
                            values.add(self.evaluate(unit, *other, &mut FxHashSet::default()));
                        }
                    }
                }
                Expr::Match { scrutinee, arms } if uses.remove(scrutinee) => {
                    for arm in arms {
                        values.add(in_pattern(unit, arm.pattern));
                    }
                }
                Expr::Str(literal) => {
                    for part in &literal.parts {
                        if let StrPart::Interpolation { value, .. } = part {
                            uses.remove(value);
                        }
                    }
                }
                Expr::Call { callee, arguments } if is_logging(self.db, unit, *callee) => {
                    for argument in arguments {
                        uses.remove(&argument.value);
                    }
                }
                _ => {}
            }
        }
        for statement in unit.lowered.statements() {
            if let Stmt::Assign { target, op: None, .. } = statement {
                uses.remove(target);
            }
        }
        values.is_open |= !uses.is_empty();
        values
    }

    /// Whether values of a type come from somewhere that is not seen here: a table, the body of a request, a value of
    /// unknown type.
    fn comes_from_elsewhere(&self, nominal: &Nominal) -> bool {
        let is_table = fitz_analysis::nominal_item(self.db, nominal)
            .and_then(|item| fitz_analysis::type_info(self.db, item).as_ref())
            .is_some_and(|info| info.is_table);
        let is_body = || {
            self.program.routes.iter().any(|route| {
                fitz_analysis::item(self.db, &route.handler)
                    .and_then(|item| fitz_analysis::signature(self.db, item).as_ref())
                    .is_some_and(|it| it.parameters.iter().any(|parameter| mentions(&parameter.ty, nominal)))
            })
        };
        let is_unknown_push = || {
            self.program.sockets.iter().any(|socket| {
                socket.connection.as_ref().is_some_and(|it| mentions(&it.outgoing, nominal))
                    && socket.pushes.iter().any(|push| push.message == Ty::Any)
            })
        };
        // `let event: Event = ..` with a value of unknown type, e.g. one that was decoded.
        let is_declared_only = || {
            self.bodies.units.iter().any(|unit| {
                unit.lowered.statements().any(|statement| match statement {
                    Stmt::Let { pattern, ty: Some(_), value } => {
                        mentions(unit.inference.pat_type(*pattern), nominal)
                            && is_open(unit.inference.expr_type(*value))
                    }
                    _ => false,
                })
            })
        };
        is_table || is_body() || is_unknown_push() || is_declared_only()
    }

    fn is_read_from_frames(&self, nominal: &Nominal) -> bool {
        self.program
            .sockets
            .iter()
            .filter_map(|socket| socket.connection.as_ref())
            .any(|it| mentions(&it.incoming, nominal))
    }

    fn travels_both_ways(&self, nominal: &Nominal) -> bool {
        let mut connections = self.program.sockets.iter().filter_map(|socket| socket.connection.as_ref());
        self.is_read_from_frames(nominal) && connections.any(|it| mentions(&it.outgoing, nominal))
    }

    /// Whether everything of this type that the program sends was made for it, and not received.
    fn is_made_before_each_push(&self, nominal: &Nominal) -> bool {
        let pushes = self.program.sockets.iter().flat_map(|socket| &socket.pushes);
        pushes.filter(|push| mentions(&push.message, nominal)).all(|push| self.is_made_for(push, nominal))
    }

    fn is_made_for(&self, push: &Push, nominal: &Nominal) -> bool {
        let (Some(unit), Some(source)) = (self.bodies.unit(&push.sender), push.source(self.db)) else { return false };
        let call = unit.body().exprs.iter().find_map(|(id, expr)| match expr {
            Expr::Call { arguments, .. } if unit.body().expr_range(id) == source.call.range => arguments.last(),
            _ => None,
        });
        call.is_some_and(|message| self.is_made(unit, message.value, nominal))
    }

    fn is_made(&self, unit: &Unit<'db>, value: ExprId, nominal: &Nominal) -> bool {
        match unit.expr(value) {
            Expr::Struct { .. } => unit.nominal(value) == Some(nominal),
            Expr::Name(_) => match unit.inference.resolutions.get(&value) {
                Some(Resolution::Local(local)) => {
                    unit.first_value(*local).is_some_and(|first| self.is_made(unit, first, nominal))
                }
                _ => false,
            },
            Expr::Call { callee, .. } => match unit.inference.resolutions.get(callee) {
                Some(Resolution::Item(function)) => fitz_analysis::item(self.db, function)
                    .and_then(|item| fitz_analysis::signature(self.db, item).as_ref())
                    .is_some_and(|it| !it.parameters.iter().any(|parameter| mentions(&parameter.ty, nominal))),
                _ => false,
            },
            _ => false,
        }
    }

    /// The fields that are always or never `null` in the values of a literal.
    fn narrowed(&self, nominal: &Nominal, kind: &FieldInfo, fields: &[FieldInfo]) -> FxHashMap<(String, Name), Ty> {
        // A field that is assigned later has no certain value at the place where its record is made.
        let is_assigned = |name: &str| {
            self.bodies.units.iter().any(|unit| {
                unit.lowered.statements().any(|statement| match statement {
                    Stmt::Assign { target, .. } => is_field(unit, *target, nominal, name),
                    _ => false,
                })
            })
        };
        // Nor says a record then of which kind it will be.
        if is_assigned(&kind.name) {
            return FxHashMap::default();
        }
        let mut found: FxHashMap<(String, Name), Option<Ty>> = FxHashMap::default();
        let nullable = || fields.iter().filter(|field| !field.hidden && matches!(field.ty, Ty::Nullable(_)));
        for site in self.sites(nominal) {
            for literal in self.value_at(&site, kind, &mut FxHashSet::default()).known {
                for field in nullable() {
                    let narrow = narrow_type(&site, field);
                    let key = (literal.clone(), field.name.clone());
                    found
                        .entry(key)
                        .and_modify(|known| *known = known.take().filter(|it| Some(it) == narrow.as_ref()))
                        .or_insert(narrow);
                }
            }
        }
        found
            .into_iter()
            .filter(|((_, field), _)| !is_assigned(field))
            .filter_map(|(key, ty)| Some((key, ty?)))
            .collect()
    }
}

/// The part of a nullable type that a field has where its record is made; `None` when it can be both.
fn narrow_type(site: &Site<'_, '_>, field: &FieldInfo) -> Option<Ty> {
    let Some(given) = site.fields.iter().find(|given| given.name.name == field.name) else {
        // Left out: `null`, unless the default is something else.
        return matches!(field.default, None | Some(DefaultValue::Null)).then(Ty::null);
    };
    let ty = site.unit.inference.expr_type(given.value);
    if ty.is(Builtin::Null) {
        return Some(Ty::null());
    }
    (ty == field.ty.without_null()).then(|| ty.clone())
}

/// Whether an expression is a field of a type: `value.field`, or its bare name in a method.
fn is_field(unit: &Unit<'_>, id: ExprId, nominal: &Nominal, field: &str) -> bool {
    match unit.expr(id) {
        Expr::Field { object, name } => name.name == field && unit.nominal(*object) == Some(nominal),
        Expr::Name(_) => matches!(
            unit.inference.resolutions.get(&id),
            Some(Resolution::Field(owner, name)) if owner == nominal && name == field
        ),
        _ => false,
    }
}

/// The expressions that have the value of a field: the field itself, and the names of locals that hold it.
fn uses(unit: &Unit<'_>, nominal: &Nominal, field: &str) -> FxHashSet<ExprId> {
    let mut uses: FxHashSet<ExprId> =
        unit.body().exprs.iter().map(|(id, _)| id).filter(|id| is_field(unit, *id, nominal, field)).collect();
    loop {
        let count = uses.len();
        for statement in unit.lowered.statements() {
            let Stmt::Let { pattern, value, .. } = statement else { continue };
            let Some(local) = unit.inference.bindings.get(pattern) else { continue };
            if matches!(unit.body().pats[*pattern], Pat::Bind(_)) && uses.contains(value) {
                let meaning = Resolution::Local(*local);
                uses.extend(unit.inference.resolutions.iter().filter(|(_, it)| **it == meaning).map(|(id, _)| *id));
            }
        }
        if uses.len() == count {
            break;
        }
    }
    // The value of a `let` that is followed is no use of its own.
    for statement in unit.lowered.statements() {
        if let Stmt::Let { pattern, value, .. } = statement
            && matches!(unit.body().pats[*pattern], Pat::Bind(_))
        {
            uses.remove(value);
        }
    }
    uses
}

/// The literals of a pattern. What it binds under a name can be anything.
fn in_pattern(unit: &Unit<'_>, pattern: PatId) -> Values {
    match &unit.body().pats[pattern] {
        Pat::Wildcard => Values::default(),
        Pat::Literal(LiteralPat::Str(text)) => Values::one(text),
        Pat::Or(alternatives) => {
            let mut values = Values::default();
            for alternative in alternatives {
                values.add(in_pattern(unit, *alternative));
            }
            values
        }
        _ => Values::open(),
    }
}

fn is_logging(db: &dyn Db, unit: &Unit<'_>, callee: ExprId) -> bool {
    match unit.inference.resolutions.get(&callee) {
        Some(Resolution::Item(function)) => {
            function.file.path(db).file_stem() == "log" && unit.id.file != function.file
        }
        _ => false,
    }
}

/// Whether a type is, or directly holds, values of a declared type.
fn mentions(ty: &Ty, nominal: &Nominal) -> bool {
    match ty {
        Ty::Nominal(found) => found == nominal,
        Ty::Nullable(inner) => mentions(inner, nominal),
        Ty::Tuple(parts) => parts.iter().any(|part| mentions(part, nominal)),
        Ty::Builtin(_, arguments) => arguments.iter().any(|argument| mentions(argument, nominal)),
        _ => false,
    }
}
