/* Sends small multicast packets at a steady rate: flood INTERFACE GROUP PORT PACKETS_A_SECOND SECONDS FRAME_BYTES. Prints how many. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define BATCH 64
#define HEADERS 42 /* Ethernet, IPv4, UDP */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    static char payload[BATCH][65536];
    struct mmsghdr messages[BATCH];
    struct iovec parts[BATCH];
    struct sockaddr_in to;
    struct ip_mreqn out;
    unsigned char off = 0;
    long long sent = 0, refused = 0;
    double begin, rate, length;
    int i, s, size, room = 8 << 20;

    if (argc != 7) {
        fprintf(stderr, "flood: INTERFACE GROUP PORT PACKETS_A_SECOND SECONDS FRAME_BYTES\n");
        return 64;
    }
    rate = atof(argv[4]);
    length = atof(argv[5]);
    size = atoi(argv[6]) - HEADERS;
    if (size < 8 || size > 1472 || rate <= 0 || length <= 0)
        return 64;
    s = socket(AF_INET, SOCK_DGRAM, 0);
    memset(&out, 0, sizeof out);
    out.imr_ifindex = if_nametoindex(argv[1]);
    setsockopt(s, IPPROTO_IP, IP_MULTICAST_IF, &out, sizeof out);
    setsockopt(s, IPPROTO_IP, IP_MULTICAST_LOOP, &off, sizeof off);
    setsockopt(s, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    memset(&to, 0, sizeof to);
    to.sin_family = AF_INET;
    to.sin_port = htons(atoi(argv[3]));
    inet_pton(AF_INET, argv[2], &to.sin_addr);
    memset(messages, 0, sizeof messages);
    for (i = 0; i < BATCH; i++) {
        parts[i].iov_base = payload[i];
        parts[i].iov_len = size;
        messages[i].msg_hdr.msg_name = &to;
        messages[i].msg_hdr.msg_namelen = sizeof to;
        messages[i].msg_hdr.msg_iov = &parts[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    begin = seconds();
    while (seconds() - begin < length) {
        double due = (seconds() - begin) * rate;
        while (sent < due) {
            int done;
            for (i = 0; i < BATCH; i++) {
                long long number = sent + i;
                memcpy(payload[i], &number, sizeof number);
            }
            done = sendmmsg(s, messages, BATCH, 0);
            if (done > 0)
                sent += done;
            else
                refused++;
            if (seconds() - begin >= length)
                break;
        }
        nanosleep(&(struct timespec){0, 200000}, NULL);
    }
    printf("%lld\n", sent);
    return refused > 0 && sent == 0 ? 1 : 0;
}
