# The HTTP edge on real sockets.
add_executable(http_server_test
  ${CMAKE_CURRENT_LIST_DIR}/http_server_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/http_limits_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/http_tls_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/http_shutdown_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/http_client_test.cpp
  ${CMAKE_CURRENT_LIST_DIR}/http_socket.cpp)
target_link_libraries(http_server_test PRIVATE atelier_http GTest::gmock GTest::gtest_main)
target_compile_options(http_server_test PRIVATE ${ATELIER_WARNINGS})
add_test(NAME http_server COMMAND http_server_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
