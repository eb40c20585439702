fn main() {
    let v = vec![1];
    take(v);
}

fn take(items: Vec<i32>) {
    println!("{items:?}");
}
