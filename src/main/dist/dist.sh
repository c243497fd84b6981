#!/bin/sh
# Packs what mvn -Pdist package has built: a run-time image with the program linked into it, the launcher, manual pages and completions,
# as tar.gz; as .deb and .rpm where the tools for these are installed.
#
#   dist.sh BASEDIR VERSION JAVA_HOME
set -eu
base=$1
version=$2
jdk=$3
target=$base/target
work=$target/dist
name=totemtap-$version
root=$work/$name
main=io.totemtap/io.totemtap.cli.Main
rm -rf "$work"
mkdir -p "$work/classes" "$root/bin" "$root/lib"

# One module: the class-data archive of classes in a run-time image stays valid wherever the image is put; that of a jar does not (JDK 17).
(cd "$work/classes" && "$jdk/bin/jar" xf "$target/totemtap.jar")
rm -rf "$work/classes/META-INF/versions"
for system in aix darwin freebsd openbsd dragonfly sunos win; do
    rm -rf "$work/classes/com/sun/jna/$system"* "$work/classes/$system"*
done
"$jdk/bin/javac" -d "$work/classes" --patch-module io.totemtap="$work/classes" "$base/src/main/dist/module-info.java"
"$jdk/bin/jar" cfm "$work/totemtap.jar" "$work/classes/META-INF/MANIFEST.MF" -C "$work/classes" .
options=
feature=$("$jdk/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
[ "$feature" -lt 22 ] || options=--add-options=--enable-native-access=io.totemtap
# shellcheck disable=SC2086 # at most one word
"$jdk/bin/jlink" --module-path "$work/totemtap.jar" --add-modules io.totemtap --strip-debug --no-header-files --no-man-pages \
    $options --output "$root/lib/totemtap"
java=$root/lib/totemtap/bin/java
"$java" -Xshare:dump >"$work/archive.log" 2>&1 || true
code=0
"$java" -XX:ArchiveClassesAtExit="$root/lib/totemtap/lib/totemtap.jsa" -XX:+UseSerialGC -m $main \
    analyze "$base/captures/openais-secauth-seed" >>"$work/archive.log" 2>&1 || code=$?
if [ "$code" != 2 ]; then
    echo "dist: the linked program ended with $code; see $work/archive.log" >&2
    exit 1
fi

install -m 755 "$base/src/main/launcher/totemtap" "$root/bin/totemtap"
install -m 644 "$base/src/main/launcher/compiler.json" "$root/lib/totemtap/lib/totemtap.compiler.json"
install -D -m 644 -t "$root/share/man/man1" "$target"/man/*.1
install -D -m 644 "$target/completions/totemtap.bash" "$root/share/bash-completion/completions/totemtap"
install -D -m 644 "$target/completions/_totemtap" "$root/share/zsh/site-functions/_totemtap"
install -D -m 644 "$target/completions/totemtap.fish" "$root/share/fish/vendor_completions.d/totemtap.fish"
install -D -m 644 "$base/README.md" "$root/share/doc/totemtap/README.md"
for licence in LICENSE NOTICE; do
    [ ! -f "$base/$licence" ] || install -m 644 "$base/$licence" "$root/share/doc/totemtap/"
done
system=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
tar -C "$work" --owner=0 --group=0 -czf "$target/$name-$system.tar.gz" "$name"
echo "dist: $target/$name-$system.tar.gz"

package() {
    kind=$1
    shift
    for tool; do
        if ! command -v "$tool" >/dev/null 2>&1; then
            echo "dist: no .$kind, because $tool is not here"
            return
        fi
    done
    if ! [ -d "$work/image" ]; then
        # shellcheck disable=SC2016 # the launcher replaces $ROOTDIR
        "$jdk/bin/jpackage" --type app-image --name totemtap --app-version "$version" --dest "$work/image" \
            --runtime-image "$root/lib/totemtap" --module $main --java-options '-XX:+UseSerialGC' --java-options '-Xlog:disable' \
            --java-options '-XX:SharedArchiveFile=$ROOTDIR/lib/runtime/lib/totemtap.jsa' --java-options '-Xshare:auto'
        cp -R "$root/share" "$work/image/totemtap/lib/app/share"
    fi
    "$jdk/bin/jpackage" --type "$kind" --name totemtap --app-version "$version" --app-image "$work/image/totemtap" \
        --resource-dir "$base/src/main/dist/$kind" --dest "$target" --linux-app-category net \
        --description "Says where a cluster's multicast is lost" --vendor totemtap
    echo "dist: .$kind in $target"
}
package deb dpkg-deb fakeroot
package rpm rpmbuild
