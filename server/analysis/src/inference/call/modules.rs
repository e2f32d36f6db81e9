//! Calls into modules. The language types them `Any` and looks at them when they run, so all findings are warnings.

use fitz_rules::families::calls::{MODULE_CALL_ARITY, MODULE_MEMBER_UNKNOWN};

use super::CallSite;
use super::arguments::Matching;
use super::arity::Arity;
use crate::db::SourceFile;
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Lowered, Pat, Spelled, Stmt};
use crate::inference::{Context, Resolution};
use crate::item_tree::{ItemKind, items};
use crate::lower::lowered;
use crate::members::{MemberKind, module_member, module_members};
use crate::nearest::nearest;
use crate::project::stubs::is_stub;
use crate::scope::{is_declaration_file, module_scope};
use crate::signatures::declared_name;
use crate::ty::{Name, Ty};

impl Context<'_> {
    /// `module.name(arguments)`
    pub(super) fn call_in_module(
        &mut self,
        site: CallSite<'_>,
        object: ExprId,
        module: SourceFile,
        name: &Spelled,
    ) -> Ty {
        let Some(found) = module_member(self.db, module, &name.name) else {
            self.arguments(site.arguments, &[]);
            self.check_module_member(object, module, name);
            return Ty::Any;
        };
        let declaration = match found.declaration {
            Some(Resolution::Item(id)) => {
                self.result.resolutions.insert(site.callee, Resolution::Item(id.clone()));
                Some(id)
            }
            _ => None,
        };
        let (MemberKind::Method(signature), Some(declaration)) = (found.kind, declaration) else {
            self.arguments(site.arguments, &[]);
            return Ty::Any;
        };
        self.result.expr_types.insert(site.callee, signature.function_ty().substitute(&Default::default()));
        if is_stub(self.db, module) {
            // What a stub declares is known: such a call is checked like that of a function.
            let shown = format!("{}.{}", self.module_name(object, module), name.name);
            return self.call_function(site, &declaration, &shown, &Ty::Any);
        }
        self.infer_arguments(site, &signature, Matching::ByName);
        let arity = Arity::of_signature(&signature);
        let is_library = is_declaration_file(self.db, module);
        if arity.accepts(site.arguments.len()) {
            if !is_library {
                self.check_argument_names(site, &signature, &declaration);
            }
        } else if !self.is_uncertain(&declaration) {
            let what = format!("`{}.{}`", self.module_name(object, module), name.name);
            let pointer = declared_name(self.db, &declaration);
            self.check_arity(site, arity, &MODULE_CALL_ARITY, &what, pointer);
        }
        signature.unchecked.clone().unwrap_or(Ty::Any)
    }

    /// Reports a name that a module does not have.
    pub(in crate::inference) fn check_module_member(&mut self, object: ExprId, module: SourceFile, name: &Spelled) {
        if name.name.is_empty() || !self.lacks(module, &name.name) {
            return;
        }
        let message = format!("The module `{}` has no `{}`.", self.module_name(object, module), name.name);
        let mut finding = Finding::new(&MODULE_MEMBER_UNKNOWN, name.range, message);
        let members = module_members(self.db, module);
        let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        if let Some(closest) = nearest(&name.name, names.iter().copied()) {
            finding = finding.meant(name.range, closest);
        } else if is_declaration_file(self.db, module) {
            finding = finding.hint(format!("It has {}.", super::listed(names.into_iter())));
        }
        self.report(finding);
    }

    /// What a program calls a module: the name that it is imported by, which need not be that of its file.
    fn module_name(&self, object: ExprId, module: SourceFile) -> Name {
        match &self.lowered.body.exprs[object] {
            Expr::Name(name) => name.clone(),
            _ => Name::from(module.path(self.db).file_stem()),
        }
    }

    /// Whether a module certainly has no such name: nothing declares, imports or assigns it at the top level, and the whole
    /// file can be read.
    fn lacks(&self, module: SourceFile, name: &Name) -> bool {
        // A stub need not tell everything that its module has.
        if is_stub(self.db, module) || module_scope(self.db, module).entries.contains_key(name) {
            return false;
        }
        if is_declaration_file(self.db, module) {
            return true;
        }
        items(self.db, module).iter().all(|item| {
            let may_bind = item.id(self.db).kind == ItemKind::Statement && binds(lowered(self.db, *item), name);
            !may_bind && !crate::lower::is_broken(self.db, *item)
        })
    }
}

/// Whether a top-level statement gives a value to a name, inside its blocks too: a block of the top level has no variables of
/// its own when the program runs.
fn binds(lowered: &Lowered, name: &Name) -> bool {
    let is_pattern = lowered.body.pats.iter().any(|(_, pattern)| matches!(pattern, Pat::Bind(bound) if bound == name));
    let is_assigned = |statement: &Stmt| match statement {
        Stmt::Assign { target, .. } => matches!(&lowered.body.exprs[*target], Expr::Name(target) if target == name),
        Stmt::Function { function, .. } => function.name.name == *name,
        _ => false,
    };
    is_pattern || lowered.statements().any(is_assigned)
}
