/**
 * Listeners, routes, and the way of a request to a worker and back.
 *
 * <p>Each file stands in one room. A room knows the rooms in its brackets and no other, and all of
 * these stand above it: so this is also the order in which to read. RoomsTest holds the files to
 * this list.
 *
 * <ul>
 *   <li><b>api</b> (): what an application sees of requests and responses. Request, Response,
 *       Action, Middleware, Param, HttpException, PushChannel, Check, RawRequest, Target, Json
 *   <li><b>routes</b> (api): the table that finds the action of a request. Routes, RouteSet, Route,
 *       RoutingTable, RouteException, Constant, StaticFiles, FileTree, ByteRange, ContentTypes,
 *       ListedRoute, RoutesCheck
 *   <li><b>admin</b> (): the socket by which {@code bin/server} asks a running server; a package of
 *       its own. AdminSocket, AdminLine, AdminClient, Status, PidFile, LidoVersion, SocketPath
 *   <li><b>settings</b> (admin): the block {@code server} of the configuration. ServerConfig,
 *       ListenerConfig, ListenAddress, Scheme, HttpConfig, Limits, Tls, DispatchMode
 *   <li><b>dispatch</b> (api, routes, admin, settings): the way of every request, whatever its
 *       protocol: an id, a route, a worker, a response in bytes. RequestStages, RequestIds,
 *       Dispatcher, Routing, WorkerRoutes, RequestRunner, Reply, Renderer, RawResponse, Problems,
 *       ClientGoneException, Traffic, LocalRequests
 *   <li><b>sockets</b> (settings): the ground of all listeners. Listener, EventLoop, StepTimer,
 *       DrainPolicy, SocketFile
 *   <li><b>messages</b> (api, routes, settings, dispatch, sockets): requests as JSON messages, over
 *       TCP and UDP. Messages, Message, OutgoingMessage, Conversation, TcpListener, TcpConnection,
 *       Framer, UdpListener
 *   <li><b>http</b> (api, routes, settings, dispatch, sockets, messages): requests over HTTP, and
 *       messages over WebSockets. HttpListener, HttpServers, HttpDecoder, HttpLinger, HttpPeer,
 *       HttpPeerConnection, Http2Peer, HttpContext, HttpExchange, HttpHead, HttpBody,
 *       HttpBodyWhole, HttpBodyStreamed, RequestStream, HeaderView, HttpReply, Compression,
 *       HttpResponseWriter, ResponseStream, WebSockets, WebSocketConnection
 *   <li><b>operation</b> (api, routes, admin, settings, dispatch, sockets, messages, http): start
 *       and stop, and what a person sees of a running server. Server, Listeners, Banner,
 *       BannerLines, ServerCheck, AdminCommands, StatusReader, ReloadJournal, ReloadLines
 * </ul>
 */
@NullMarked
package lido.server;

import org.jspecify.annotations.NullMarked;
