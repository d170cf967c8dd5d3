// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "src/Ledger.sol";
import {Payments} from "src/Payments.sol";
import {Receipt as Slip, Refund} from "src/types/Receipt.sol";

import {PaymentsBase, Shop} from "../payments/PaymentsBase.t.sol";

/// @notice A processor that takes and refunds payments, and everyone who gets its units. It keeps what the processor holds.
contract PaymentsHandler is PaymentsBase {
    /// @notice What the processor account holds, in the smallest unit of the series.
    uint256 public processorHolds;
    /// @notice How often a payment or a refund was accepted again, or a refund above its payment.
    uint256 public acceptedAgain;

    Slip[] private _slips;
    mapping(uint256 payment => uint256 sum) private _refunded;
    Refund[] private _refunds;
    uint256[] private _refundedPayments;
    bytes32[2] private _keys = [bytes32("one"), bytes32("two")];

    constructor() {
        setUp();
    }

    function subjects() external view returns (Payments, Ledger, uint256) {
        return (payments, ledger, id);
    }

    /* THE PROCESSOR */

    function issue(uint128 amount, bool plain, uint256 key, uint256 payer, uint8 mode) external {
        Slip memory slip = _receipt();
        slip.transaction = bytes32(_slips.length);
        slip.amount = uint128(bound(amount, 0, 1e12));
        slip.payer = _payer(payer);
        slip.key = _keys[key % 2];
        if (plain) slip.payee = address(0);
        shop.behave(Shop.Mode(mode % 2));

        _issue(slip);
        _slips.push(slip);
        processorHolds += slip.amount;
    }

    function refund(uint256 payment, uint128 amount, uint256 most, uint8 mode) external {
        if (_slips.length == 0) return;
        payment = bound(payment, 0, _slips.length - 1);
        Slip memory slip = _slips[payment];
        Refund memory refunded = _refundOf(slip, uint128(bound(amount, 0, slip.amount - _refunded[payment])));
        refunded.refundId = bytes32(_refunds.length);
        shop.behave(Shop.Mode(mode % 2));
        shop.give(most, 0);

        _refund(slip, refunded);
        _refunded[payment] += refunded.amount;
        _refunds.push(refunded);
        _refundedPayments.push(payment);
        processorHolds -= refunded.amount;
    }

    /* WHAT MUST BE REFUSED */

    function issueAgain(uint256 payment, uint128 amount) external {
        if (_slips.length == 0) return;
        Slip memory slip = _slips[bound(payment, 0, _slips.length - 1)];
        if (amount % 2 == 0) slip.amount = amount;
        _mustRevert(_issueCall(slip));
    }

    function refundAgain(uint256 which, uint128 amount) external {
        if (_refunds.length == 0) return;
        which = bound(which, 0, _refunds.length - 1);
        Refund memory refunded = _refunds[which];
        if (amount % 2 == 0) refunded.amount = amount;
        _mustRevert(_refundCall(_slips[_refundedPayments[which]], refunded));
    }

    function refundTooMuch(uint256 payment, uint128 beyond) external {
        if (_slips.length == 0) return;
        payment = bound(payment, 0, _slips.length - 1);
        Slip memory slip = _slips[payment];
        uint256 rest = slip.amount - _refunded[payment];
        Refund memory refunded = _refundOf(slip, uint128(rest + bound(beyond, 1, 1e12)));
        _mustRevert(_refundCall(slip, refunded));
    }

    /* HOLDERS AND DEBTORS */

    function repay(uint256 key, uint256 amount) external {
        bytes32 which = _keys[key % 2];
        shop.repay(which, id, bound(amount, 0, _heldAt(address(shop), which)));
    }

    function repayAsPayer(uint256 payer, uint256 amount) external {
        address account = _payer(payer);
        address to = ledger.accountOf(address(payments), _receivableKey(account, 0));
        amount = bound(amount, 0, _heldBy(account));
        vm.prank(account);
        ledger.transfer(to, id, amount);
    }

    function collect(uint256 debtor) external {
        (address account, bytes32 key) = _debtor(debtor);
        if (_heldAt(address(payments), _receivableKey(account, key)) == 0) return;
        payments.collect(account, key, id);
    }

    function redeem(uint256 holder, uint128 amount) external {
        address account = _payer(holder);
        amount = uint128(bound(amount, 0, _heldBy(account)));
        vm.prank(account);
        ledger.setOperator(address(payments), true);
        vm.prank(account);
        payments.redeem(id, amount, "memo");
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external {
        amount = bound(amount, 0, _heldBy(_payer(from)));
        vm.prank(_payer(from));
        ledger.transfer(_payer(to), id, amount);
    }

    /* SUMS */

    function receivables() external view returns (uint256 sum) {
        for (uint256 i; i < 5; ++i) {
            (address account, bytes32 key) = _debtor(i);
            sum += payments.receivableOf(_receivableKey(account, key));
        }
    }

    function _debtor(uint256 which) private view returns (address, bytes32) {
        which %= 5;
        return which < 2 ? (address(shop), _keys[which]) : (_payer(which), bytes32(0));
    }

    function _payer(uint256 which) private view returns (address) {
        return [alice.account, bob.account, carol.account][which % 3];
    }

    function _mustRevert(bytes memory call) private {
        (bool done,) = address(payments).call(call);
        if (done) ++acceptedAgain;
    }
}
