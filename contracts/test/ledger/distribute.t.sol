// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";

import {Ledger} from "src/Ledger.sol";

import {Agent} from "../mocks/Agent.sol";
import {Issuer} from "../mocks/Issuer.sol";
import {LedgerBase} from "./LedgerBase.sol";

// distribute
// ├── when the account holds the sum
// │   ├── it moves each amount, to the same receiver twice and to itself too
// │   └── it emits a Transfer for each
// ├── when the account holds less than the sum, or the sum overflows, or it gives itself more: it reverts
// ├── when the numbers of receivers and amounts differ: it reverts
// ├── when a receiver is nobody or the Ledger: it reverts
// ├── when the list is empty: nothing moves
// └── given a restricted series
//     ├── it asks the issuer for each receiver
//     ├── when the issuer refuses one: it reverts with the issuer's reason
//     └── when the issuer takes the rest away within the call: it reverts
contract LedgerDistributeTest is LedgerBase {
    address[] private _to;
    uint256[] private _amounts;

    function test_movesEach(uint8 count, uint256 seed, uint128 rest, bool restricted) public {
        uint256 units = restricted ? restrictedId : id;
        address account = ledger.accountOf(alice.account, KEY);
        uint256 sum = _draw(bound(count, 1, 40), seed);
        if (restricted) issuer.issue(RESTRICTED, account, sum + rest);
        else _fund(account, sum + rest);

        for (uint256 i; i < _to.length; ++i) {
            _expectTransfer(alice.account, account, _to[i], units, _amounts[i]);
        }
        vm.prank(alice.account);
        ledger.distribute(KEY, units, _to, _amounts);

        for (uint256 i; i < _to.length; ++i) {
            _assertBalance(_to[i], units, _amounts[i]);
        }
        _assertBalance(account, units, rest);
        assertEq(ledger.totalSupply(units), sum + rest);
        assertEq(issuer.questions(), restricted ? _to.length : 0);
    }

    function test_moves_whenReceiverIsNamedTwiceOrItself(uint128 first, uint128 second, uint128 itself) public {
        address account = ledger.accountOf(alice.account, KEY);
        uint256 sum = uint256(first) + second + itself;
        _fund(account, sum);
        (_to, _amounts) = (new address[](3), new uint256[](3));
        (_to[0], _to[1], _to[2]) = (bob.account, account, bob.account);
        (_amounts[0], _amounts[1], _amounts[2]) = (first, itself, second);

        vm.prank(alice.account);
        ledger.distribute(KEY, id, _to, _amounts);

        _assertBalance(bob.account, id, uint256(first) + second);
        _assertBalance(account, id, itself);
        assertEq(ledger.totalSupply(id), sum);
    }

    function test_reverts_whenHoldingLess(uint256 seed, uint256 less, bool restricted) public {
        address account = ledger.accountOf(alice.account, KEY);
        uint256 sum = _draw(5, seed);
        vm.assume(sum > 0);
        less = bound(less, 1, sum);
        if (restricted) issuer.issue(RESTRICTED, account, sum - less);
        else _fund(account, sum - less);

        vm.prank(alice.account);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.distribute(KEY, restricted ? restrictedId : id, _to, _amounts);
    }

    function test_reverts_whenSumOverflows(uint128 amount, uint256 first, uint256 second) public {
        first = bound(first, 1, type(uint256).max);
        second = bound(second, type(uint256).max - first + 1, type(uint256).max);
        _fund(ledger.accountOf(alice.account, KEY), amount);
        _draw(2, 0);
        (_amounts[0], _amounts[1]) = (first, second);

        vm.prank(alice.account);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.distribute(KEY, id, _to, _amounts);
    }

    function test_reverts_whenGivingItselfMoreThanItHolds(uint128 amount, uint128 more) public {
        address account = ledger.accountOf(alice.account, KEY);
        _fund(account, amount);
        (_to, _amounts) = (new address[](1), new uint256[](1));
        (_to[0], _amounts[0]) = (account, uint256(amount) + bound(more, 1, type(uint128).max));

        vm.prank(alice.account);
        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        ledger.distribute(KEY, id, _to, _amounts);
    }

    function test_reverts_whenLengthsDiffer(uint8 receivers, uint8 amounts) public {
        vm.assume(receivers != amounts);

        vm.expectRevert(abi.encodeWithSelector(Ledger.LengthsDiffer.selector, receivers, amounts));
        ledger.distribute(KEY, id, new address[](receivers), new uint256[](amounts));
    }

    function test_reverts_whenReceiverIsNobodyOrLedger(uint256 index, bool restricted) public {
        uint256 units = restricted ? restrictedId : id;
        _draw(5, 0);
        (_amounts[0], _amounts[1], _amounts[2], _amounts[3], _amounts[4]) = (0, 0, 0, 0, 0);
        index = bound(index, 0, 4);
        vm.startPrank(alice.account);

        _to[index] = address(0);
        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(0)));
        ledger.distribute(KEY, units, _to, _amounts);

        _to[index] = address(ledger);
        vm.expectRevert(abi.encodeWithSelector(Ledger.NotAReceiver.selector, address(ledger)));
        ledger.distribute(KEY, units, _to, _amounts);
    }

    function test_movesNothing_whenListIsEmpty() public {
        vm.recordLogs();
        ledger.distribute(KEY, id, new address[](0), new uint256[](0));
        assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_reverts_whenIssuerRefusesOne(uint256 seed, uint256 index) public {
        uint256 sum = _draw(5, seed);
        issuer.issue(RESTRICTED, ledger.accountOf(alice.account, KEY), sum);
        address refused = _to[bound(index, 0, 4)];
        issuer.shut(refused);

        vm.prank(alice.account);
        vm.expectRevert(abi.encodeWithSelector(Issuer.ShutOut.selector, refused));
        ledger.distribute(KEY, restrictedId, _to, _amounts);
    }

    function test_readsAgain_whenMoneyLeavesWithinTheCall(uint128 amount) public {
        amount = uint128(bound(amount, 1, type(uint128).max));
        Agent owner = new Agent();
        issuer.issue(RESTRICTED, ledger.accountOf(address(owner), KEY), amount);
        (_to, _amounts) = (new address[](1), new uint256[](1));
        (_to[0], _amounts[0]) = (bob.account, amount);
        bytes memory away = abi.encodeCall(Ledger.move, (KEY, carol.account, restrictedId, amount));
        issuer.arm(address(owner), abi.encodeCall(Agent.act, (address(ledger), away)));

        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        owner.act(address(ledger), abi.encodeCall(Ledger.distribute, (KEY, restrictedId, _to, _amounts)));
    }

    /// @dev Distinct receivers and drawn amounts.
    function _draw(uint256 count, uint256 seed) private returns (uint256 sum) {
        (_to, _amounts) = (new address[](count), new uint256[](count));
        for (uint256 i; i < count; ++i) {
            _to[i] = address(uint160(0x1000 + i));
            _amounts[i] = uint128(uint256(keccak256(abi.encode(seed, i))));
            sum += _amounts[i];
        }
    }
}
