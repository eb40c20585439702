//! Binary operators and assignment.

use ra_ap_hir_def::hir::{ArithOp, CmpOp};
use ra_ap_hir_def::hir::{BinaryOp, Expr, ExprId, LogicOp, Ordering, Pat, PatId};

use super::{Lower, Thir, Use, expr_end, expr_origin};
use crate::{
    facts::{Cause, Destination, GapReason},
    flow::{
        graph::{Operand, PlaceId, Rvalue, StatementKind},
        typed::Making,
    },
};

impl<'db> Lower<'_, 'db> {
    pub(super) fn binary(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        lhs: ExprId,
        rhs: ExprId,
        op: Option<BinaryOp>,
    ) {
        match op {
            Some(BinaryOp::LogicOp(LogicOp::And | LogicOp::Or)) => self.condition_value(dest, expr),
            Some(BinaryOp::Assignment { op }) => {
                self.compound_assignment(dest, expr, lhs, rhs, op);
            }
            op => self.operator_call(dest, expr, lhs, rhs, op),
        }
    }

    /// Whether the operands are scalars: then the operator is built in, and the autoref that
    /// inference adds for operators that take references is taken back (rustc's writeback).
    fn is_builtin_operator(
        &mut self,
        lhs: ExprId,
        rhs: ExprId,
        by_reference: (bool, bool),
    ) -> bool {
        let scalar = |this: &Self, e| this.cx.infer.expr_ty(e).is_scalar();
        if !scalar(self, lhs) || !scalar(self, rhs) {
            return false;
        }
        if by_reference.0 {
            self.cx.trimmed.insert(lhs, 1);
        }
        if by_reference.1 {
            self.cx.trimmed.insert(rhs, 1);
        }
        true
    }

    fn operator_call(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        lhs: ExprId,
        rhs: ExprId,
        op: Option<BinaryOp>,
    ) {
        let comparison = matches!(op, Some(BinaryOp::CmpOp(_)));
        let overloaded = self.cx.infer.method_resolution(expr).is_some();
        let autoref = comparison && overloaded;
        let builtin = self.is_builtin_operator(lhs, rhs, (autoref, autoref));
        if !builtin && !overloaded {
            self.gap(expr, GapReason::UnresolvedCall);
        }
        let (operator, name) = op.map_or(("", ""), operator_names);
        let cause = Cause::Operator {
            operator: operator.to_owned(),
            trait_name: (!builtin).then(|| name.to_owned()),
        };
        let into = if builtin {
            Destination::Temporary
        } else {
            Destination::Parameter
        };
        let usage = Use::new(cause, into);
        let (left, right) = (self.full(lhs), self.full(rhs));
        let left = self.operand(left, usage.clone());
        let right = self.operand(right, usage);
        let making = self.operator_making(expr, builtin);
        self.assign_made(dest, vec![left, right], expr_origin(expr), making);
        self.diverge_if_never(self.cx.infer.expr_ty(expr));
    }

    fn compound_assignment(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        lhs: ExprId,
        rhs: ExprId,
        op: Option<ArithOp>,
    ) {
        let overloaded = self.cx.infer.method_resolution(expr).is_some();
        let builtin = self.is_builtin_operator(lhs, rhs, (overloaded, false));
        let (operator, name) = op.map_or(("=", ""), compound_names);
        let cause = Cause::Operator {
            operator: operator.to_owned(),
            trait_name: (!builtin).then(|| name.to_owned()),
        };
        let (left, right) = (self.full(lhs), self.full(rhs));
        if builtin {
            // The right operand of a built-in compound assignment is evaluated first
            // (Reference, "Compound assignment expressions").
            let right = self.operand(right, Use::new(cause, Destination::Temporary));
            self.change(lhs);
            let place = self.place(left);
            // The old value is read.
            self.inspect(place, expr_origin(expr));
            self.write(place, vec![right], lhs, expr);
            self.builder.made_by(Making::Builtin);
            self.assign_operands(dest, vec![], expr_origin(expr));
            return;
        }
        if !overloaded {
            self.gap(expr, GapReason::UnresolvedCall);
        }
        let usage = Use::new(cause, Destination::Parameter);
        let left = self.operand(left, usage.clone());
        let right = self.operand(right, usage);
        let making = self.operator_making(expr, false);
        self.assign_made(dest, vec![left, right], expr_origin(expr), making);
    }

    /// How an operator makes its result.
    pub(super) fn operator_making(&mut self, expr: ExprId, builtin: bool) -> Making<'db> {
        self.method_making(expr)
            .filter(|_| !builtin)
            .unwrap_or(Making::Builtin)
    }

    /// `target = value`; a target that is a pattern is a destructuring assignment.
    pub(super) fn assignment(&mut self, expr: ExprId, target: PatId, value: ExprId) {
        match &self.cx.store[target] {
            Pat::Expr(lhs) => self.plain_assignment(expr, *lhs, value),
            _ => self.destructuring_assignment(expr, target, value),
        }
    }

    fn plain_assignment(&mut self, expr: ExprId, lhs: ExprId, value: ExprId) {
        let (left, right) = (self.full(lhs), self.full(value));
        let into = self.destination_of(lhs);
        let usage = Use::new(Cause::Assignment, into);
        let operand = if self.is_place(right) {
            let place = self.place(right);
            self.consume(place, expr_origin(value), &usage)
        } else {
            self.operand(right, usage)
        };
        // The operand is taken before the target's place is evaluated.
        let ty = self.ty(right);
        let temp = self.new_temp(ty, false);
        let held = self.builder.place_of(temp);
        self.assign_operands(held, vec![operand], expr_origin(value));
        self.change(lhs);
        let place = self.place(left);
        let operand = Operand::Move(held, self.plain_usage(value));
        self.write(place, vec![operand], lhs, expr);
    }

    /// How an assignment's target is named as a destination.
    fn destination_of(&mut self, lhs: ExprId) -> Destination {
        let mut root = lhs;
        while let Expr::Field { expr, .. } | Expr::Index { base: expr, .. } = &self.cx.store[root] {
            root = *expr;
        }
        let Some(ra_ap_hir_def::resolver::ValueNs::LocalBinding(id)) = self.resolve_path(root)
        else {
            return Destination::Temporary;
        };
        let Some(&value) = self.cx.value_of.get(&id) else {
            return Destination::Temporary;
        };
        if root == lhs {
            return Destination::Value(value);
        }
        let place = self.field_text(lhs);
        Destination::Place(value, place)
    }

    fn field_text(&self, expr: ExprId) -> String {
        match &self.cx.store[expr] {
            Expr::Field { expr: base, name } => {
                format!("{}.{}", self.field_text(*base), self.cx.types.name(name))
            }
            Expr::Index { base, .. } => format!("{}[_]", self.field_text(*base)),
            Expr::Path(path) => path
                .mod_path()
                .and_then(|path| path.as_ident().map(|name| self.cx.types.name(name)))
                .unwrap_or_else(|| "self".to_owned()),
            _ => String::new(),
        }
    }

    /// Drops the old value of a place and stores a new one: `target` is the place, `whole` the assignment.
    pub(super) fn write(
        &mut self,
        place: PlaceId,
        operands: Vec<Operand>,
        target: ExprId,
        whole: ExprId,
    ) {
        let Some(place) = self.resolve(place) else {
            return;
        };
        let origin = expr_origin(target);
        let ty = self.builder.place(place).ty;
        if ty.needs_drop || ty.hidden || ty.unknown {
            let kind = StatementKind::Drop {
                place,
                order: 0,
                replaced: true,
                leaving: false,
                created: None,
            };
            self.builder.push(kind, origin);
        }
        self.builder.push(
            StatementKind::Assign {
                place,
                value: Rvalue::Operands(operands),
                written: Some(expr_origin(whole)),
            },
            origin,
        );
        self.forget_if_mentioned(self.builder.place(place).local);
    }

    /// `(a, b) = value` binds the parts to hidden variables first and then assigns them
    /// (Reference, "Destructuring assignments"): a `let` in a block of its own.
    fn destructuring_assignment(&mut self, expr: ExprId, target: PatId, value: ExprId) {
        self.scoped(expr_end(expr), |this| {
            this.extend_expression(value, this.var_scope);
            let held = this.terminating(expr_end(expr), |this| this.assigned_parts(target, value));
            for (lhs, held) in held {
                // Inference reborrows the targets, as if their values were taken.
                let left = Thir {
                    expr: lhs,
                    adjusted: 0,
                };
                this.change(lhs);
                let place = this.place(left);
                let operand = Operand::Move(held, this.plain_usage(expr));
                this.write(place, vec![operand], lhs, lhs);
            }
        });
    }

    /// Binds the parts of the value to hidden variables, each for the expression it will be assigned to.
    fn assigned_parts(&mut self, target: PatId, value: ExprId) -> Vec<(ExprId, PlaceId)> {
        let e = self.full(value);
        let place = self.place(e);
        self.mention(place, value);
        let mut assignments = Vec::new();
        self.collect_assignments(target, place, &mut assignments);
        let hold = |(lhs, part)| {
            let ty = self.builder.ty(part);
            let temp = self.new_temp(ty, false);
            let held = self.builder.place_of(temp);
            let into = self.destination_of(lhs);
            let usage = Use::new(Cause::Assignment, into);
            let operand = self.consume(part, expr_origin(lhs), &usage);
            self.assign_operands(held, vec![operand], expr_origin(lhs));
            (lhs, held)
        };
        assignments.into_iter().map(hold).collect()
    }

    fn collect_assignments(
        &mut self,
        pat: PatId,
        place: PlaceId,
        assignments: &mut Vec<(ExprId, PlaceId)>,
    ) {
        if let Pat::Expr(lhs) = self.cx.store[pat] {
            assignments.push((lhs, place));
            return;
        }
        for (part, sub) in self.subpatterns(pat, place) {
            self.collect_assignments(sub, part, assignments);
        }
    }
}

fn operator_names(op: BinaryOp) -> (&'static str, &'static str) {
    match op {
        BinaryOp::ArithOp(op) => arithmetic_names(op),
        BinaryOp::CmpOp(CmpOp::Eq { negated: false }) => ("==", "PartialEq"),
        BinaryOp::CmpOp(CmpOp::Eq { negated: true }) => ("!=", "PartialEq"),
        BinaryOp::CmpOp(CmpOp::Ord { ordering, strict }) => match (ordering, strict) {
            (Ordering::Less, true) => ("<", "PartialOrd"),
            (Ordering::Less, false) => ("<=", "PartialOrd"),
            (Ordering::Greater, true) => (">", "PartialOrd"),
            (Ordering::Greater, false) => (">=", "PartialOrd"),
        },
        BinaryOp::LogicOp(LogicOp::And) => ("&&", ""),
        BinaryOp::LogicOp(LogicOp::Or) => ("||", ""),
        BinaryOp::Assignment { .. } => ("=", ""),
    }
}

fn arithmetic_names(op: ArithOp) -> (&'static str, &'static str) {
    match op {
        ArithOp::Add => ("+", "Add"),
        ArithOp::Mul => ("*", "Mul"),
        ArithOp::Sub => ("-", "Sub"),
        ArithOp::Div => ("/", "Div"),
        ArithOp::Rem => ("%", "Rem"),
        ArithOp::Shl => ("<<", "Shl"),
        ArithOp::Shr => (">>", "Shr"),
        ArithOp::BitXor => ("^", "BitXor"),
        ArithOp::BitOr => ("|", "BitOr"),
        ArithOp::BitAnd => ("&", "BitAnd"),
    }
}

fn compound_names(op: ArithOp) -> (&'static str, &'static str) {
    match op {
        ArithOp::Add => ("+=", "AddAssign"),
        ArithOp::Mul => ("*=", "MulAssign"),
        ArithOp::Sub => ("-=", "SubAssign"),
        ArithOp::Div => ("/=", "DivAssign"),
        ArithOp::Rem => ("%=", "RemAssign"),
        ArithOp::Shl => ("<<=", "ShlAssign"),
        ArithOp::Shr => (">>=", "ShrAssign"),
        ArithOp::BitXor => ("^=", "BitXorAssign"),
        ArithOp::BitOr => ("|=", "BitOrAssign"),
        ArithOp::BitAnd => ("&=", "BitAndAssign"),
    }
}
