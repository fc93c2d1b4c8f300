/// For a file that has no main: its function is `long program()`.
extern "C" long program();

int main() {
    return static_cast<int>(program());
}
