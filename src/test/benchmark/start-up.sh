#!/bin/sh
# Times of whole runs, from the prompt to the answer: without and with a class-data archive, from the linked image, and tshark beside it.
# Needs hyperfine, and what "mvn -Pdist package" makes.
#
#   src/test/benchmark/start-up.sh JAVA_HOME...
set -eu
cd "$(dirname "$0")/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jar=$PWD/target/totemtap.jar
capture=captures/openais-secauth-seed
file=$work/thousand.pcap
if command -v editcap >/dev/null 2>&1; then
    zcat captures/switch-drop-oneway/n1.pcap.gz >"$work/n1.pcap"
    editcap -r "$work/n1.pcap" "$file" 1-1000
else
    cp "$capture/n1.pcap" "$file"
fi

measure() {
    what=$1
    shift
    for arguments in "--help" "analyze $file" "analyze $capture"; do
        hyperfine -N -i -w 2 -r 15 --export-csv "$work/one.csv" "$* $arguments" >/dev/null 2>&1
        awk -F, -v what="$what" -v arguments="$(echo "$arguments" | sed "s|$work/||")" \
            'NR == 2 {printf "| %s | `%s` | %.2f s | %.2f s | %.2f s |\n", what, arguments, $4, $7, $5 + $6}' "$work/one.csv"
    done
}

echo "| started by | what | median | least | processor |"
echo "|---|---|---|---|---|"
for home; do
    java=$home/bin/java
    name="JDK $("$java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')"
    "$java" -XX:ArchiveClassesAtExit="$work/archive.jsa" -XX:+UseSerialGC -jar "$jar" analyze "$capture" >/dev/null 2>&1 || true
    measure "$name, java -jar" "$java" -jar "$jar"
    measure "$name, archive" "$java" -XX:SharedArchiveFile="$work/archive.jsa" -Xlog:disable -XX:+UseSerialGC -jar "$jar"
    rm -f "$work/archive.jsa"
done
if [ -d target/dist ]; then
    for bin in target/dist/totemtap-*/bin/totemtap; do
        measure "linked image" "$bin"
    done
fi
if command -v tshark >/dev/null 2>&1; then
    for arguments in "-v" "-n -r $file"; do
        hyperfine -N -i -w 2 -r 15 --export-csv "$work/one.csv" "tshark $arguments" >/dev/null 2>&1
        awk -F, -v arguments="$(echo "$arguments" | sed "s|$work/||")" \
            'NR == 2 {printf "| tshark | `%s` | %.2f s | %.2f s | %.2f s |\n", arguments, $4, $7, $5 + $6}' "$work/one.csv"
    done
fi
