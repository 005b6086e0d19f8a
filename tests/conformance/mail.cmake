find_program(ATELIER_PYTHON python3 HINTS /usr/bin)  # Debian's, before wrappers of the path
add_executable(mail_conformance_test ${CMAKE_CURRENT_LIST_DIR}/mail_conformance_test.cpp)
target_link_libraries(mail_conformance_test PRIVATE atelier_mail_folder atelier_mail_smtp atelier_json GTest::gmock GTest::gtest_main)
target_compile_options(mail_conformance_test PRIVATE ${ATELIER_WARNINGS})
target_compile_definitions(mail_conformance_test PRIVATE MAIL_TOOLS="${CMAKE_CURRENT_LIST_DIR}" PYTHON="${ATELIER_PYTHON}")
add_test(NAME mail_conformance COMMAND mail_conformance_test)
