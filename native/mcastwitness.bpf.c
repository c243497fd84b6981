// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Counts UDP multicast inside the kernel: where a packet is first seen, where it is freed and why, where it reaches a
 * socket, where it is read. Changes nothing, copies no packet data out of the kernel: addresses, ports and numbers only.
 *
 * The types below name only what is used, by the kernel's own names; libbpf finds the real places from the running
 * kernel's BTF when it loads the program (CO-RE). No header is needed to compile this file.
 */

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef u8 boolean;

/* ---- what a BPF program needs of its environment ---- */

#define SECTION(name) __attribute__((section(name), used))
#define INLINE static inline __attribute__((always_inline))
#define KERNEL __attribute__((preserve_access_index))
#define MAP_NUMBER(name, value) int(*name)[value]
#define MAP_TYPE(name, type) typeof(type) *name

/* include/uapi/linux/bpf.h: numbers of helpers, map types and flags never change */
static void *(*map_lookup)(void *map, const void *key) = (void *)1;
static long (*map_update)(void *map, const void *key, const void *value, u64 flags) = (void *)2;
static long (*probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;

#define MAP_HASH 1
#define MAP_ARRAY 2
#define MAP_PERCPU_ARRAY 6
#define ONLY_NEW 1

#define EXISTS(field) __builtin_preserve_field_info(field, 2)
#define READ(to, from) probe_read_kernel(&(to), sizeof(to), &(from))

/** A field of some bits (little-endian); 0 if it cannot be read. */
#define READ_BITS(pointer, field)                                                                                      \
    ({                                                                                                                 \
        u64 bits = 0;                                                                                                  \
        probe_read_kernel(                                                                                             \
                &bits, __builtin_preserve_field_info((pointer)->field, 1),                                             \
                (const void *)(pointer) + __builtin_preserve_field_info((pointer)->field, 0));                         \
        bits <<= __builtin_preserve_field_info((pointer)->field, 4);                                                   \
        bits >> __builtin_preserve_field_info((pointer)->field, 5);                                                    \
    })

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define NET16(value) __builtin_bswap16(value)
#else
#error "the fields of some bits are read as on little-endian machines"
#endif

/* ---- the kernel's types ---- */

struct ns_common {
    unsigned int inum;
} KERNEL;

struct net {
    struct ns_common ns;
} KERNEL;

typedef struct {
    struct net *net;
} KERNEL possible_net_t;

struct net_device {
    int ifindex;
    possible_net_t nd_net;
} KERNEL;

struct dst_entry {
    struct net_device *dev;
} KERNEL;

struct inode {
    unsigned long i_ino;
} KERNEL;

struct socket_alloc {
    struct inode vfs_inode;
} KERNEL;

struct sock_common {
    possible_net_t skc_net;
    u16 skc_num;
} KERNEL;

struct sock {
    struct sock_common __sk_common;
    u16 sk_protocol;
    struct socket_alloc *sk_socket; /* struct socket, which is the first member of struct socket_alloc */
} KERNEL;

struct sk_buff {
    struct net_device *dev;
    struct sock *sk;
    unsigned char *head;
    unsigned char *data;
    unsigned int len;
    unsigned int data_len;
    unsigned long _skb_refdst;
    int skb_iif;
    u16 network_header;
    u16 protocol;
    u16 vlan_tci;
    u8 pkt_type : 3;
    u8 vlan_present : 1;
} KERNEL;

/** Only its name counts: libbpf takes a field of another kind for one that does not exist. */
enum skb_drop_reason {
    REASON,
};

/** The event's record, which tells what its tracepoint passes: a reason since 5.17, a socket since 6.11. */
struct trace_event_raw_kfree_skb {
    enum skb_drop_reason reason;
    void *rx_sk;
} KERNEL;

/** A program's call to send, as a control group's program gets it. */
struct bpf_sock_addr_kern {
    struct sock *sk;
    void *uaddr; /* to whom: struct sockaddr_in or sockaddr_in6 */
    void *t_ctx; /* from which address: struct in_addr or in6_addr; zero where the route decides */
} KERNEL;

/* ---- maps ---- */

/** Where a packet was counted. Numbers are part of the interface to user space. */
enum stage {
    STAGE_ARRIVED = 1,     /* the stack has it from a driver */
    STAGE_AGAIN = 2,       /* the stack has it again, from a bridge or the like */
    STAGE_OFFERED = 3,     /* on its way into a socket's queue */
    STAGE_READ = 4,        /* a program took it */
    STAGE_SOCKET_READ = 5, /* a program took some datagram from a socket that was offered such packets */
    STAGE_SENT = 6,        /* a program sends a datagram */
    STAGE_DRIVER = 7,      /* handed to a device to send */
    STAGE_BUSY = 8,        /* the device gave it back */
    STAGE_DROPPED = 9,     /* freed as not delivered */
};

enum path {
    PATH_IN = 1,        /* from outside */
    PATH_OUT = 2,       /* from this host */
    PATH_LOOPED = 3,    /* the copy of what this host sends, for its own sockets */
    PATH_FORWARDED = 4, /* from outside, and out again */
};

/** Addresses of IPv4 are in the mapped form ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2). */
struct place {
    u8 source[16];
    u8 group[16];
    u32 interface;
    u32 socket; /* inode */
    u16 port;   /* 0 for the later fragments of a datagram */
    u16 vlan;
    u8 family; /* 4 or 6 */
    u8 path;
    u8 stage;
    u8 zero;
};

struct drop {
    struct place place;
    u64 location;
    u32 reason;
    u32 zero;
};

struct settings {
    u32 namespace; /* inode of the network namespace to count */
    u32 listed;    /* 0: every group, else those of the map "groups" */
};

/** What could not be counted; index of the map "lost". */
enum lost {
    LOST_PLACES = 0, /* the map "places" is full */
    LOST_DROPS = 1,  /* the map "drops" is full */
    LOST_HEADERS = 2, /* headers not in the linear part of the buffer, in the namespace to count or in an unknown one */
    LOST_OWNERS = 3,  /* a drop of which the network namespace cannot be told */
};

struct {
    MAP_NUMBER(type, MAP_HASH);
    MAP_NUMBER(max_entries, 8192);
    MAP_TYPE(key, struct place);
    MAP_TYPE(value, u64);
} places SECTION(".maps");

struct {
    MAP_NUMBER(type, MAP_HASH);
    MAP_NUMBER(max_entries, 8192);
    MAP_TYPE(key, struct drop);
    MAP_TYPE(value, u64);
} drops SECTION(".maps");

struct {
    MAP_NUMBER(type, MAP_HASH);
    MAP_NUMBER(max_entries, 1024);
    MAP_TYPE(key, u8[16]);
    MAP_TYPE(value, u8);
} groups SECTION(".maps");

struct {
    MAP_NUMBER(type, MAP_ARRAY);
    MAP_NUMBER(max_entries, 1);
    MAP_TYPE(key, u32);
    MAP_TYPE(value, struct settings);
} settings SECTION(".maps");

struct {
    MAP_NUMBER(type, MAP_ARRAY);
    MAP_NUMBER(max_entries, 4);
    MAP_TYPE(key, u32);
    MAP_TYPE(value, u64);
} lost SECTION(".maps");

/** The sockets that were offered a packet, by inode. */
struct {
    MAP_NUMBER(type, MAP_HASH);
    MAP_NUMBER(max_entries, 1024);
    MAP_TYPE(key, u32);
    MAP_TYPE(value, u8);
} sockets SECTION(".maps");

/** The network namespace of the socket whose queue did not take a packet, until the drop that follows. */
struct {
    MAP_NUMBER(type, MAP_PERCPU_ARRAY);
    MAP_NUMBER(max_entries, 1);
    MAP_TYPE(key, u32);
    MAP_TYPE(value, u32);
} refusals SECTION(".maps");

/* ---- counting ---- */

INLINE void lose(u32 what)
{
    u64 *count = map_lookup(&lost, &what);
    if (count)
        __sync_fetch_and_add(count, 1);
}

INLINE void add(void *map, const void *key, u32 when_full)
{
    u64 one = 1;
    u64 *count = map_lookup(map, key);
    if (!count) {
        if (!map_update(map, key, &one, ONLY_NEW))
            return;
        /* another processor was first, or the map is full */
        count = map_lookup(map, key);
    }
    if (count)
        __sync_fetch_and_add(count, 1);
    else
        lose(when_full);
}

/** Whether a packet whose headers cannot be read may be one to count. */
INLINE boolean may_be_watched(u32 namespace)
{
    u32 zero = 0;
    struct settings *now = map_lookup(&settings, &zero);
    return now && now->namespace && (!namespace || now->namespace == namespace);
}

INLINE boolean is_watched(u32 namespace, const struct place *place)
{
    u32 zero = 0;
    struct settings *now = map_lookup(&settings, &zero);
    if (!now || now->namespace != namespace)
        return 0;
    return !now->listed || map_lookup(&groups, place->group);
}

/* ---- headers ---- */

#define ETH_IPV4 0x0800
#define ETH_IPV6 0x86dd
#define ETH_VLAN 0x8100
#define ETH_QINQ 0x88a8
#define PROTO_UDP 17
#define PROTO_HOP_BY_HOP 0
#define PROTO_FRAGMENT 44
#define VLAN_ID 0x0fff
#define PACKET_LOOPBACK 5
#define MESSAGE_PEEK 2

struct ipv4 {
    u8 version_length;
    u8 service;
    u16 length;
    u16 id;
    u16 fragment;
    u8 ttl;
    u8 protocol;
    u16 checksum;
    u8 source[4];
    u8 group[4];
};

struct ipv6 {
    u32 version_flow;
    u16 length;
    u8 next;
    u8 hops;
    u8 source[16];
    u8 group[16];
};

/** An IPv6 extension header's first words; "offset" has its meaning in a fragment header. */
struct extension {
    u8 next;
    u8 length;
    u16 offset;
};

/** What is needed of a packet buffer. */
struct view {
    const u8 *network; /* the network header, where it is marked, else the data's beginning */
    const u8 *data;
    const u8 *tail; /* the end of the linear part */
    u16 protocol;
    u16 vlan;
    u32 from; /* index of the interface it came by; 0 before the stack has it, and for what this host sends */
    u8 type;
    boolean cut; /* its headers were not all in the linear part */
};

/** Reads a piece of the linear part. */
INLINE boolean piece(struct view *view, void *to, u32 size, const u8 *from)
{
    if (from + size > view->tail) {
        view->cut = 1;
        return 0;
    }
    return !probe_read_kernel(to, size, from);
}

INLINE boolean port(struct place *place, struct view *view, const u8 *udp)
{
    u16 to = 0;
    if (!piece(view, &to, sizeof(to), udp + 2))
        return 0;
    place->port = NET16(to);
    return 1;
}

INLINE boolean ipv4(struct place *place, struct view *view, const u8 *at)
{
    struct ipv4 ip;
    if (!piece(view, &ip, sizeof(ip), at))
        return 0;
    if (ip.version_length >> 4 != 4 || ip.group[0] >> 4 != 0xe || ip.protocol != PROTO_UDP)
        return 0;
    place->source[10] = place->source[11] = place->group[10] = place->group[11] = 0xff;
    __builtin_memcpy(place->source + 12, ip.source, 4);
    __builtin_memcpy(place->group + 12, ip.group, 4);
    place->family = 4;
    if (NET16(ip.fragment) & 0x1fff)
        return 1;
    return port(place, view, at + ((ip.version_length & 15) << 2));
}

INLINE boolean ipv6(struct place *place, struct view *view, const u8 *at)
{
    struct ipv6 ip;
    struct extension more;
    u8 next;
    if (!piece(view, &ip, sizeof(ip), at))
        return 0;
    if ((ip.version_flow & 0xf0) != 0x60 || ip.group[0] != 0xff)
        return 0;
    at += sizeof(ip);
    next = ip.next;
    if (next == PROTO_HOP_BY_HOP) {
        if (!piece(view, &more, sizeof(more), at))
            return 0;
        at += (more.length + 1) << 3;
        next = more.next;
    }
    boolean later = 0;
    if (next == PROTO_FRAGMENT) {
        if (!piece(view, &more, sizeof(more), at))
            return 0;
        at += 8;
        next = more.next;
        later = (NET16(more.offset) & 0xfff8) != 0;
    }
    if (next != PROTO_UDP)
        return 0;
    __builtin_memcpy(place->source, ip.source, 16);
    __builtin_memcpy(place->group, ip.group, 16);
    place->family = 6;
    return later || port(place, view, at);
}

/** A field of a buffer: loaded where the verifier knows the pointer's type, else read with the helper. */
#define FIELD(to, from)                                                                                                \
    do {                                                                                                               \
        if (typed)                                                                                                     \
            to = from;                                                                                                 \
        else                                                                                                           \
            READ(to, from);                                                                                            \
    } while (0)

INLINE void view(struct view *view, struct sk_buff *skb, const boolean typed)
{
    unsigned char *head = 0, *data = 0;
    unsigned int length = 0, paged = 0;
    int from = 0;
    u16 offset = 0, tag = 0;
    FIELD(head, skb->head);
    FIELD(data, skb->data);
    FIELD(length, skb->len);
    FIELD(paged, skb->data_len);
    FIELD(offset, skb->network_header);
    FIELD(view->protocol, skb->protocol);
    FIELD(from, skb->skb_iif);
    FIELD(tag, skb->vlan_tci);
    view->data = data;
    view->tail = data + (length - paged);
    view->network = offset && offset != 0xffff ? head + offset : data;
    view->from = from;
    view->type = READ_BITS(skb, pkt_type);
    boolean tagged = EXISTS(skb->vlan_present) ? READ_BITS(skb, vlan_present) : tag != 0;
    view->vlan = tagged ? tag & VLAN_ID : 0;
}

/**
 * Reads the addresses of a multicast UDP packet.
 *
 * @param at its network header, or a VLAN tag that is still in front of it
 * @return whether it is one; if it is not known, the view is marked as cut
 */
INLINE boolean read_headers(struct place *place, struct view *view, const u8 *at)
{
    u16 protocol = view->protocol;
    u16 tag[2];
    place->vlan = view->vlan;
#pragma unroll
    for (int tags = 0; tags < 2; tags++) {
        if (protocol != NET16(ETH_VLAN) && protocol != NET16(ETH_QINQ))
            break;
        if (!piece(view, tag, sizeof(tag), at))
            return 0;
        place->vlan = NET16(tag[0]) & VLAN_ID;
        protocol = tag[1];
        at += 4;
    }
    if (protocol == NET16(ETH_IPV4))
        return ipv4(place, view, at);
    return protocol == NET16(ETH_IPV6) && ipv6(place, view, at);
}

/* ---- whose packet it is ---- */

INLINE u32 namespace_of_device(const struct net_device *device)
{
    struct net *net = 0;
    u32 inode = 0;
    if (!device || READ(net, device->nd_net.net) || !net || READ(inode, net->ns.inum))
        return 0;
    return inode;
}

INLINE u32 namespace_of_socket(const struct sock *socket)
{
    struct net *net = 0;
    u32 inode = 0;
    if (!socket || READ(net, socket->__sk_common.skc_net.net) || !net || READ(inode, net->ns.inum))
        return 0;
    return inode;
}

INLINE u32 index_of(const struct net_device *device)
{
    int index = 0;
    if (device)
        READ(index, device->ifindex);
    return index;
}

INLINE u32 inode_of(const struct sock *socket)
{
    struct socket_alloc *file = 0;
    unsigned long inode = 0;
    if (!READ(file, socket->sk_socket) && file)
        READ(inode, file->vfs_inode.i_ino);
    return inode;
}

/** Whether to count a packet, which is multicast UDP or of which that is not known; the latter is counted as lost. */
INLINE boolean is_counted(const struct place *place, const struct view *view, u32 namespace)
{
    if (!view->cut)
        return is_watched(namespace, place);
    if (may_be_watched(namespace))
        lose(LOST_HEADERS);
    return 0;
}

INLINE struct net_device *way_out(struct sk_buff *skb)
{
    struct dst_entry *route = (struct dst_entry *)(skb->_skb_refdst & ~1UL);
    struct net_device *device = 0;
    if (route)
        READ(device, route->dev);
    return device;
}

INLINE u8 way_in(const struct view *view)
{
    return view->type == PACKET_LOOPBACK ? PATH_LOOPED : PATH_IN;
}

/* ---- hooks: tracepoints ---- */

/** The first thing the stack does with a received packet; the network header is not marked yet. */
SECTION("tp_btf/netif_receive_skb")
int arrived(u64 *arguments)
{
    struct sk_buff *skb = (struct sk_buff *)arguments[0];
    struct place place = {};
    struct view it = {};
    view(&it, skb, 1);
    if (!read_headers(&place, &it, it.data) && !it.cut)
        return 0;
    if (!is_counted(&place, &it, namespace_of_device(skb->dev)))
        return 0;
    place.interface = index_of(skb->dev);
    place.path = way_in(&it);
    place.stage = it.from ? STAGE_AGAIN : STAGE_ARRIVED;
    add(&places, &place, LOST_PLACES);
    return 0;
}

INLINE int to_driver(struct sk_buff *skb, const struct net_device *device, u8 stage)
{
    struct place place = {};
    struct view it = {};
    view(&it, skb, 1);
    if (!read_headers(&place, &it, it.network) && !it.cut)
        return 0;
    if (!is_counted(&place, &it, namespace_of_device(device)))
        return 0;
    place.interface = index_of(device);
    place.path = it.from ? PATH_FORWARDED : PATH_OUT;
    place.stage = stage;
    add(&places, &place, LOST_PLACES);
    return 0;
}

SECTION("tp_btf/net_dev_start_xmit")
int handed(u64 *arguments)
{
    return to_driver((struct sk_buff *)arguments[0], (const struct net_device *)arguments[1], STAGE_DRIVER);
}

/** After the driver's answer; the packet is the stack's again only if that was NETDEV_TX_BUSY. */
SECTION("tp_btf/net_dev_xmit")
int given_back(u64 *arguments)
{
    if ((int)arguments[1] != 0x10)
        return 0;
    return to_driver((struct sk_buff *)arguments[0], (const struct net_device *)arguments[2], STAGE_BUSY);
}

/** A socket's queue did not take a packet, which is freed next on this processor (its event: result, socket, …). */
SECTION("tp_btf/udp_fail_queue_rcv_skb")
int refused(u64 *arguments)
{
    u32 zero = 0;
    u32 *namespace = map_lookup(&refusals, &zero);
    if (namespace)
        *namespace = namespace_of_socket((struct sock *)arguments[1]);
    return 0;
}

/** Whose a dropped packet was: its receiver's, its device's, its sender's, in the order in which they can be trusted. */
INLINE u32 namespace_of_dropped(struct sk_buff *skb, const struct sock *receiver)
{
    u32 zero = 0;
    u32 *refusal = map_lookup(&refusals, &zero);
    u32 namespace = refusal ? *refusal : 0;
    if (refusal)
        *refusal = 0;
    if (receiver)
        namespace = namespace_of_socket(receiver);
    /* the field "dev" has another use in a socket's hands; read as a pointer it then leads nowhere */
    if (!namespace)
        namespace = namespace_of_device(skb->dev);
    if (!namespace)
        namespace = namespace_of_device(way_out(skb));
    return namespace ? namespace : namespace_of_socket(skb->sk);
}

SECTION("tp_btf/kfree_skb")
int dropped(u64 *arguments)
{
    struct sk_buff *skb = (struct sk_buff *)arguments[0];
    const struct sock *receiver = 0;
    struct drop drop = {};
    struct view it = {};
    view(&it, skb, 1);
    if (!read_headers(&drop.place, &it, it.network) && !it.cut)
        return 0;
    if (EXISTS(((struct trace_event_raw_kfree_skb *)0)->reason))
        drop.reason = (u32)arguments[2];
    if (EXISTS(((struct trace_event_raw_kfree_skb *)0)->rx_sk))
        receiver = (const struct sock *)arguments[3];
    u32 namespace = namespace_of_dropped(skb, receiver);
    /* later fragments have none once their datagram is whole, and some kernels free them as if they dropped them */
    if (!namespace && !it.cut && drop.place.port)
        lose(LOST_OWNERS);
    if (!is_counted(&drop.place, &it, namespace))
        return 0;
    if (it.from) {
        drop.place.interface = it.from;
        drop.place.path = way_in(&it);
    } else {
        drop.place.interface = index_of(skb->dev ? skb->dev : way_out(skb));
        /* a device that receives sets another type than "to this host", which is what a packet to send has */
        drop.place.path = it.type ? way_in(&it) : PATH_OUT;
    }
    drop.place.stage = STAGE_DROPPED;
    drop.location = arguments[1];
    add(&drops, &drop, LOST_DROPS);
    return 0;
}

#ifndef WITHOUT_READING

/** A program's call to receive has ended (its event: socket, result, flags); the socket is known, the packet is not. */
SECTION("tp_btf/sock_recv_length")
int received(u64 *arguments)
{
    struct sock *socket = (struct sock *)arguments[0];
    struct place place = {};
    if ((int)arguments[1] < 0 || (arguments[2] & MESSAGE_PEEK) || socket->sk_protocol != PROTO_UDP)
        return 0;
    place.socket = inode_of(socket);
    if (!map_lookup(&sockets, &place.socket))
        return 0;
    place.port = socket->__sk_common.skc_num;
    place.stage = STAGE_SOCKET_READ;
    add(&places, &place, LOST_PLACES);
    return 0;
}

#endif

/* ---- hooks: a socket's packets, by functions ---- */

INLINE void at_socket(struct sock *socket, struct sk_buff *skb, u8 stage, const boolean typed)
{
    struct place place = {};
    struct view it = {};
    u8 one = 1;
    view(&it, skb, typed);
    if (!read_headers(&place, &it, it.network) && !it.cut)
        return;
    if (!is_counted(&place, &it, namespace_of_socket(socket)))
        return;
    place.interface = it.from;
    place.path = way_in(&it);
    place.stage = stage;
    place.socket = inode_of(socket);
    add(&places, &place, LOST_PLACES);
    if (stage == STAGE_OFFERED && !map_lookup(&sockets, &place.socket))
        map_update(&sockets, &place.socket, &one, ONLY_NEW);
}

#ifndef WITHOUT_FUNCTIONS

/** int __udp_enqueue_schedule_skb(struct sock *sk, struct sk_buff *skb), IPv4 and IPv6 */
SECTION("fentry/__udp_enqueue_schedule_skb")
int offered(u64 *arguments)
{
    at_socket((struct sock *)arguments[0], (struct sk_buff *)arguments[1], STAGE_OFFERED, 1);
    return 0;
}

/** void skb_consume_udp(struct sock *sk, struct sk_buff *skb, int len); a peek has a length below 0 */
SECTION("fentry/skb_consume_udp")
int taken(u64 *arguments)
{
    if ((int)arguments[2] >= 0)
        at_socket((struct sock *)arguments[0], (struct sk_buff *)arguments[1], STAGE_READ, 1);
    return 0;
}

/** What a program sends. The buffer does not name the protocol yet, the function does. */
INLINE int sent(struct sk_buff *skb, u16 protocol)
{
    struct place place = {};
    struct view it = {};
    view(&it, skb, 1);
    it.protocol = NET16(protocol);
    if (!read_headers(&place, &it, it.network) && !it.cut)
        return 0;
    if (!is_counted(&place, &it, namespace_of_socket(skb->sk)))
        return 0;
    place.interface = index_of(way_out(skb));
    place.path = PATH_OUT;
    place.stage = STAGE_SENT;
    place.socket = inode_of(skb->sk);
    add(&places, &place, LOST_PLACES);
    return 0;
}

/** int ip_send_skb(struct net *net, struct sk_buff *skb) */
SECTION("fentry/ip_send_skb")
int sent_ipv4(u64 *arguments)
{
    return sent((struct sk_buff *)arguments[1], ETH_IPV4);
}

/** int ip6_send_skb(struct sk_buff *skb) */
SECTION("fentry/ip6_send_skb")
int sent_ipv6(u64 *arguments)
{
    return sent((struct sk_buff *)arguments[0], ETH_IPV6);
}

#endif

/* ---- hooks: a socket's packets, by control group, for kernels that allow no program at a function ---- */

/**
 * Each packet on its way into a socket's queue. The context is the packet's buffer, for the helper that reads memory
 * too; its socket is the receiver. Lets everything pass.
 */
SECTION("cgroup_skb/ingress")
int offered_in_group(void *context)
{
    struct sk_buff *skb = context;
    struct sock *socket = 0;
    u16 protocol = 0;
    READ(socket, skb->sk);
    if (socket && !READ(protocol, socket->sk_protocol) && protocol == PROTO_UDP)
        at_socket(socket, skb, STAGE_OFFERED, 0);
    return 1;
}

/** A program's call to send to an address that it names. Lets everything pass. */
INLINE int sending(const struct bpf_sock_addr_kern *call, const boolean four)
{
    struct place place = {};
    struct sock *socket = 0;
    const u8 *to = 0, *from = 0;
    u16 protocol = 0, port = 0;
    READ(socket, call->sk);
    READ(to, call->uaddr);
    READ(from, call->t_ctx);
    if (!socket || READ(protocol, socket->sk_protocol) || protocol != PROTO_UDP || !to)
        return 1;
    if (four) {
        place.source[10] = place.source[11] = place.group[10] = place.group[11] = 0xff;
        probe_read_kernel(place.group + 12, 4, to + 4);
        probe_read_kernel(place.source + 12, 4, from);
    } else {
        probe_read_kernel(place.group, 16, to + 8);
        probe_read_kernel(place.source, 16, from);
    }
    if (four ? place.group[12] >> 4 != 0xe : place.group[0] != 0xff)
        return 1;
    if (!is_watched(namespace_of_socket(socket), &place))
        return 1;
    probe_read_kernel(&port, sizeof(port), to + 2);
    place.port = NET16(port);
    place.family = four ? 4 : 6;
    place.path = PATH_OUT;
    place.stage = STAGE_SENT;
    place.socket = inode_of(socket);
    add(&places, &place, LOST_PLACES);
    return 1;
}

SECTION("cgroup/sendmsg4")
int sending_ipv4(void *context)
{
    return sending(context, 1);
}

SECTION("cgroup/sendmsg6")
int sending_ipv6(void *context)
{
    return sending(context, 0);
}

/* the helper that reads kernel memory is for programs under a licence compatible with the kernel's */
char licence[] SECTION("license") = "Dual BSD/GPL";
