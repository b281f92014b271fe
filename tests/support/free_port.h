/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/* A port on which nobody listened a moment ago, another one at each call. It is below those that the kernel gives to
 * outgoing connections, and other processes begin to look elsewhere: so it is still free when it is wanted. 0: none. */
static inline int free_port(void)
{
    enum { FIRST = 10000, PORTS = 9000 };
    static int tried;
    for (; tried < PORTS; tried++) {
        int port = FIRST + (getpid() * 16 + tried) % PORTS;
        struct sockaddr_in address = {
            .sin_family = AF_INET, .sin_port = htons((uint16_t) port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        int rc = bind(fd, (const struct sockaddr *) &address, sizeof(address));
        close(fd);
        if (rc == 0) {
            tried++;
            return port;
        }
    }
    return 0;
}
